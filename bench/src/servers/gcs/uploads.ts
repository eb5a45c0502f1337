import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { crc32c } from '@node-rs/crc32';
import { isLedger, type ObjectTable } from './object-table.ts';
import type { StoredObject } from './stored-object.ts';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What a client says of an object. */
interface Said {
  readonly name: string;
  readonly crc32c?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Bytes on their way into an object: only their number and their checksum stay. */
interface Session {
  readonly said: Said;
  size: number;
  state: number;
}

/** The three ways in which objects come: in one request with or without a description, or in chunks. */
export class Uploads {
  readonly #table: ObjectTable;
  readonly #sessions = new Map<string, Session>();

  constructor(table: ObjectTable) {
    this.#table = table;
  }

  async start(request: IncomingMessage, url: URL): Promise<Reply> {
    const name = url.searchParams.get('name') ?? '';
    switch (url.searchParams.get('uploadType')) {
      case 'media':
        return this.#media(request, name);
      case 'multipart':
        return this.#multipart(await buffer(request), request.headers['content-type'] ?? '', name);
      default:
        return this.#open(await buffer(request), url, name);
    }
  }

  /** The next chunk of an object. */
  async put(request: IncomingMessage, id: string): Promise<Reply> {
    const session = this.#sessions.get(id);
    if (session === undefined) return { status: 404, body: { error: { code: 404, message: 'no such session' } } };
    await take(request, session);
    const total = /\/(\d+)$/.exec(request.headers['content-range'] ?? '')?.[1];
    if (total === undefined || Number(total) > session.size) return incomplete(request, session);
    this.#sessions.delete(id);
    const stated = /crc32c=([^,\s]+)/.exec(String(request.headers['x-goog-hash'] ?? ''))?.[1];
    return this.finish({ ...session, said: { ...session.said, ...(stated && { crc32c: stated }) } });
  }

  async #media(request: IncomingMessage, name: string): Promise<Reply> {
    const session: Session = { said: { name }, size: 0, state: 0 };
    await take(request, session);
    return this.finish(session);
  }

  #multipart(body: Buffer, contentType: string, name: string): Reply {
    const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1] ?? '';
    const blank = '\r\n\r\n';
    const start = body.indexOf(blank) + blank.length;
    const middle = body.indexOf(`\r\n--${boundary}`, start);
    const bytes = body.subarray(body.indexOf(blank, middle) + blank.length, body.lastIndexOf(`\r\n--${boundary}--`));
    const said = { name, ...(JSON.parse(body.toString('utf8', start, middle)) as Partial<Said>) };
    return this.finish({ said, size: bytes.length, state: crc32c(bytes) }, bytes);
  }

  #open(body: Buffer, url: URL, name: string): Reply {
    const said = { name, ...(body.length === 0 ? {} : (JSON.parse(body.toString()) as Partial<Said>)) };
    const id = randomUUID();
    this.#sessions.set(id, { said, size: 0, state: 0 });
    const place = new URL(url);
    place.searchParams.set('upload_id', id);
    return { status: 200, headers: { location: place.href } };
  }

  /** Makes the object, if its bytes are those that were meant. @param bytes kept if it is a ledger entry */
  finish({ said, size, state }: Session, bytes?: Buffer): Reply {
    const found = encode(state);
    if (said.crc32c !== undefined && said.crc32c !== found)
      return refusal(400, `Provided CRC32C "${said.crc32c}" doesn't match calculated CRC32C "${found}".`);
    const object: StoredObject = {
      name: said.name,
      size,
      crc32c: found,
      generation: String(Date.now()),
      timeCreated: new Date().toISOString(),
      ...(said.metadata && { metadata: said.metadata }),
      ...(bytes !== undefined && isLedger(said.name) && { bytes: Buffer.from(bytes) }),
    };
    if (!this.#table.add(object)) return refusal(412, 'At least one of the pre-conditions you specified did not hold.');
    return { status: 200, body: resourceOf(object) };
  }
}

export function resourceOf({ bytes: _bytes, size, ...object }: StoredObject): Record<string, unknown> {
  return { kind: 'storage#object', ...object, size: String(size), bucket: 'bench', contentType: 'application/json' };
}

export function refusal(status: number, message: string): Reply {
  return { status, body: { error: { code: status, message, errors: [{ message, reason: 'conditionNotMet' }] } } };
}

/** Go's client asks for another status, as its HTTP library follows 308 as a redirection. */
function incomplete({ headers }: IncomingMessage, { size }: Session): Reply {
  const range: Record<string, string> = size === 0 ? {} : { range: `bytes=0-${size - 1}` };
  if (headers['x-guploader-no-308'] !== 'yes') return { status: 308, headers: range };
  return { status: 200, headers: { ...range, 'x-http-status-code-override': '308' } };
}

async function take(request: IncomingMessage, session: Session): Promise<void> {
  for await (const chunk of request) {
    session.state = crc32c(chunk as Buffer, session.state);
    session.size += (chunk as Buffer).length;
  }
}

/** As the service writes it. */
function encode(state: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(state >>> 0);
  return bytes.toString('base64');
}
