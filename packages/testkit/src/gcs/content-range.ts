import { invalid } from './gcs-refusal.ts';

/** What a request to a session says of itself. */
export interface ContentRange {
  /** Where its bytes begin; `undefined` when it has none and asks for the state only. */
  readonly start?: number;
  /** The size of the whole, where that is known by now. */
  readonly total?: number;
}

const pattern = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/;

/** Reads `bytes 0-99/*`, `bytes 100-149/150`, `bytes *\/150` and the like; none at all is a whole upload. */
export function readContentRange(header: string | undefined, length: number): ContentRange {
  if (header === undefined) return { start: 0, total: length };
  const parts = pattern.exec(header.trim());
  if (parts === null) throw invalid('Failed to parse Content-Range header.');
  const [, first, last, whole] = parts;
  const total = whole === '*' || whole === undefined ? {} : { total: Number(whole) };
  if (first === undefined) return total;
  if (Number(last) < Number(first) || Number(last) >= (total.total ?? Number.POSITIVE_INFINITY)) {
    throw invalid('Invalid Content-Range header.');
  }
  return { start: Number(first), ...total };
}
