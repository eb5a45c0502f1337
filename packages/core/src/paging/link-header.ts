/** One entry of a `Link` header. */
export interface Link {
  /** The reference as written: often absolute, but it may be relative. */
  readonly url: string;
  /** Relation types, in lower case; an entry may have several. */
  readonly rels: readonly string[];
  /** All parameters, by name in lower case; of one that repeats, the first counts. */
  readonly params: Readonly<Record<string, string>>;
}

const linkStart = /[\s,]*<([^>]*)>/y;
const linkParam = /\s*;\s*([^\s=;,"]*)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,]*)))?/y;

/**
 * Reads a `Link` header (RFC 8288 §3): quoted parameters, several relation types to a link, and commas or
 * semicolons inside `<>` and quotes included. What is not a link ends the reading; what came before it counts.
 *
 * @param header the value; several headers joined by commas, as `Headers.get` gives them, are fine
 */
export function parseLinkHeader(header: string | null | undefined): Link[] {
  const links: Link[] = [];
  const text = header ?? '';
  let at = 0;
  for (;;) {
    linkStart.lastIndex = at;
    const start = linkStart.exec(text);
    if (start === null) return links;
    const { params, end } = readParams(text, linkStart.lastIndex);
    links.push({ url: (start[1] ?? '').trim(), rels: relations(params['rel']), params });
    at = end;
  }
}

function readParams(text: string, start: number): { params: Record<string, string>; end: number } {
  const params = new Map<string, string>();
  let end = start;
  for (;;) {
    linkParam.lastIndex = end;
    const match = linkParam.exec(text);
    if (match === null) return { params: Object.fromEntries(params), end };
    end = linkParam.lastIndex;
    const name = (match[1] ?? '').toLowerCase();
    const value = match[2]?.replaceAll(/\\(.)/g, '$1') ?? match[3] ?? '';
    if (name !== '' && !params.has(name)) params.set(name, value);
  }
}

function relations(rel: string | undefined): string[] {
  return (rel ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((name) => name !== '');
}
