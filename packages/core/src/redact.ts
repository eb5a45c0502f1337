const shown = '[secret]';
const indexLength = 4;

/** Every spelling under which a known secret may turn up, by its first characters, longest first. */
const byPrefix = new Map<string, string[]>();
const short = new Set<string>();
const registered = new Set<string>();

/** Makes {@link redact} remove `value`, and the usual encodings of it, from now on. */
export function registerSecret(value: string): void {
  if (registered.has(value)) return;
  registered.add(value);
  for (const spelling of spellings(value)) {
    if (spelling.length < indexLength) {
      short.add(spelling);
      continue;
    }
    const prefix = spelling.slice(0, indexLength);
    const known = byPrefix.get(prefix) ?? [];
    if (known.includes(spelling)) continue;
    byPrefix.set(prefix, [...known, spelling].sort((a, b) => b.length - a.length));
  }
}

/**
 * Replaces every known secret in `text` by `[secret]`: as it is, URL-encoded, form-encoded,
 * JSON-escaped and in base64. The time taken grows with the text, not with the number of secrets.
 */
export function redact(text: string): string {
  let result = '';
  let copied = 0;
  for (let at = 0; at + indexLength <= text.length; at++) {
    const hit = byPrefix.get(text.slice(at, at + indexLength))?.find((known) => text.startsWith(known, at));
    if (hit === undefined) continue;
    result += text.slice(copied, at) + shown;
    at += hit.length - 1;
    copied = at + 1;
  }
  result += text.slice(copied);
  for (const known of short) result = result.replaceAll(known, shown);
  return result;
}

function spellings(value: string): Set<string> {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= 16);
  const found = new Set<string>();
  for (const text of new Set([value, value.trim(), ...lines])) {
    const json = JSON.stringify(text).slice(1, -1);
    const base64 = Buffer.from(text).toString('base64');
    found.add(text);
    found.add(encodeURIComponent(text.toWellFormed()));
    found.add(new URLSearchParams([['', text]]).toString().slice(1));
    found.add(json);
    found.add(json.replaceAll('/', '\\/'));
    found.add(base64);
    found.add(base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
  }
  found.delete('');
  return found;
}
