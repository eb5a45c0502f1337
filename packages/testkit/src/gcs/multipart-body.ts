import type { GcsMetadata } from './gcs-object.ts';
import { GcsRefusal, invalid } from './gcs-refusal.ts';

const blankLine = '\r\n\r\n';

/** Parts a `multipart/related` upload: the metadata first, then the bytes. */
export function readMultipart(contentType: string, body: Buffer): { metadata: GcsMetadata; bytes: Buffer } {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)?.slice(1).find(Boolean);
  if (boundary === undefined) throw invalid('Missing multipart boundary.');
  const opening = Buffer.from(`--${boundary}\r\n`);
  const between = Buffer.from(`\r\n--${boundary}\r\n`);
  const closing = Buffer.from(`\r\n--${boundary}--`);
  const middle = body.indexOf(between);
  const end = body.lastIndexOf(closing);
  if (!body.subarray(0, opening.length).equals(opening) || middle === -1 || end < middle) {
    throw invalid('Malformed multipart body.');
  }
  const first = readPart(body.subarray(opening.length, middle));
  const second = readPart(body.subarray(middle + between.length, end));
  const type = /^content-type:\s*(.+)$/im.exec(second.head)?.[1]?.trim();
  const metadata = readMetadata(first.content.toString());
  return { metadata: { ...(type === undefined ? {} : { contentType: type }), ...metadata }, bytes: second.content };
}

/** The metadata in a request: a JSON object, or nothing. */
export function readMetadata(text: string): GcsMetadata {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new GcsRefusal(400, 'parseError', 'Parse Error');
}

function readPart(part: Buffer): { head: string; content: Buffer } {
  const end = part.indexOf(blankLine);
  if (end === -1) throw invalid('Malformed multipart body.');
  return { head: part.subarray(0, end).toString(), content: part.subarray(end + blankLine.length) };
}
