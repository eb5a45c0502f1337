/**
 * What kind of records a file holds, by its key. As the Go original named them, where it could tell: `data` for the events,
 * `fdrv2_aidmaster` and its like for the inventories; `unknown` for keys in no known layout.
 */
export function schemaHint(key: string): string {
  const [first, second, third, ...rest] = key.split('/');
  if (second === 'data' && third !== undefined) return 'data';
  if (second === 'fdrv2' && rest.length > 0) return inventory(third);
  if (first === 'data' && second !== undefined) return 'data';
  if (first === 'fdrv2' && third !== undefined) return inventory(second);
  return /(^|\/)batch=[^/]*\//.test(key) ? 'data' : 'unknown';
}

/** The names of inventories are words; anything longer is none of them. */
function inventory(kind = ''): string {
  return kind === '' || kind.length > 100 ? 'unknown' : `fdrv2_${kind}`;
}
