/** `${env:NAME}`, `${env:NAME:-default}` or `${file:PATH}` inside a text. */
export interface Reference {
  readonly kind: 'env' | 'file';
  readonly name: string;
  /** May hold references itself. */
  readonly fallback?: string;
}

/** Something that looks like a reference and is none. */
export interface BadReference {
  readonly kind: 'bad';
  /** What is between the braces; `undefined` if they are never closed. */
  readonly inner: string | undefined;
}

export type TextPart = string | Reference | BadReference;

/** Whether a text holds a reference, or something to be unescaped. */
export function hasReference(value: unknown): value is string {
  return typeof value === 'string' && value.includes('${');
}

/** Splits a text into literal parts and references; `$${` stands for a literal `${`. */
export function parseReferences(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let literal = '';
  let at = 0;
  for (let open = text.indexOf('${'); open !== -1; open = text.indexOf('${', at)) {
    if (open > at && text[open - 1] === '$') {
      literal += `${text.slice(at, open - 1)}\${`;
      at = open + 2;
      continue;
    }
    literal += text.slice(at, open);
    if (literal !== '') parts.push(literal);
    literal = '';
    const close = closingBrace(text, open + 2);
    const inner = close === -1 ? undefined : text.slice(open + 2, close);
    parts.push(parseInner(inner));
    at = close === -1 ? text.length : close + 1;
  }
  literal += text.slice(at);
  if (literal !== '') parts.push(literal);
  return parts;
}

/** How a reference reads in a message; its default stays out, as that may be a secret. */
export function showReference(reference: Reference): string {
  return `\${${reference.kind}:${reference.name}${reference.fallback === undefined ? '' : ':-…'}}`;
}

function parseInner(inner: string | undefined): Reference | BadReference {
  const env = /^env:([^:{}\s=]+)(?::-(.*))?$/s.exec(inner ?? '');
  if (env?.[1] !== undefined) {
    return { kind: 'env', name: env[1], ...(env[2] === undefined ? {} : { fallback: env[2] }) };
  }
  const file = /^file:(.+)$/s.exec(inner ?? '');
  return file?.[1] === undefined ? { kind: 'bad', inner } : { kind: 'file', name: file[1] };
}

/** Braces inside a default pair up: `${env:A:-${env:B}}`. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
