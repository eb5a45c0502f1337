/** What a local server answers. `content-length` is added. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An answer in JSON. `text` is for vendors that write JSON in a way of their own. */
export function jsonReply(
  value: unknown,
  options: { readonly status?: number; readonly headers?: Record<string, string>; readonly text?: string } = {},
): Reply {
  return {
    status: options.status ?? 200,
    headers: { 'content-type': 'application/json; charset=utf-8', ...options.headers },
    body: options.text ?? JSON.stringify(value),
  };
}

/** An answer in plain text. */
export function textReply(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** The web page that a proxy or a maintenance mode puts where JSON belongs. */
export function htmlReply(status = 200): Reply {
  const body =
    '<!doctype html>\n<html><head><title>We will be back soon</title></head><body><h1>Maintenance</h1></body></html>\n';
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
