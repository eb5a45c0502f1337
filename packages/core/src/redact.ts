import { readings } from './redaction/readings.ts';
import { SecretIndex } from './redaction/secret-index.ts';
import { spellings } from './redaction/spellings.ts';

const shown = '[secret]';

/** One for the whole process: what one copy of this package was told, all of them hide. */
const key = Symbol.for('hatchery.secrets.1');
const shared = globalThis as { [key]?: SecretIndex };
const index = (shared[key] ??= new SecretIndex());

/** Makes {@link redact} remove `value`, and the usual encodings of it, from now on. */
export function registerSecret(value: string): void {
  index.add(value, spellings);
}

/**
 * Replaces every known secret in `text` by `[secret]`: as it is, in base64 (also inside something longer), and
 * however it is escaped for URLs, forms, JSON, JavaScript or HTML, also twice over. Secrets that overlap become one
 * `[secret]`, and one that is there already stays. Any other text comes back unchanged.
 *
 * The time taken grows with the text, not with the number of secrets.
 */
export function redact(text: string): string {
  if (index.isEmpty) return text;
  const bytes = toBytes(text);
  const found: Span[] = [];
  for (const reading of readings(bytes)) {
    for (const { from, to } of index.find(reading.text))
      found.push({ from: reading.place(from), to: reading.place(to) });
  }
  if (found.length === 0) return text;
  let result = '';
  let copied = 0;
  for (const { from, to } of merge([...found, ...markers(bytes)])) {
    result += bytes.slice(copied, from) + shown;
    copied = to;
  }
  return Buffer.from(result + bytes.slice(copied), 'latin1').toString();
}

/** A text with one character for each byte of its UTF-8: in this form encodings undo byte by byte. */
function toBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What reads `[secret]` already; a secret that touches on it is swallowed by it. */
function markers(text: string): Span[] {
  return [...text.matchAll(/\[secret\]/g)].map(({ index: from }) => ({ from, to: from + shown.length }));
}

/** In order, those that overlap as one. */
function merge(spans: Span[]): Span[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of spans.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}
