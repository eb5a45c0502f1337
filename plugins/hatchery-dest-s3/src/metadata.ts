/** The key of the mark by which a write knows its own object again. */
export const writeMark = 'hatchery-write';

/** What S3 keeps beside an object, in bytes of keys and values. */
const largest = 2_048;

/** As much of the metadata as S3 takes, in order; what is too long is left out, as the ledger has all of it. */
export function fitMetadata(metadata: Readonly<Record<string, string>>): Record<string, string> {
  const fitting: Record<string, string> = {};
  let left = largest;
  for (const [key, value] of Object.entries(metadata)) {
    const size = Buffer.byteLength(key) + Buffer.byteLength(value);
    if (size > left) continue;
    fitting[key] = value;
    left -= size;
  }
  return fitting;
}
