import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiRequest } from '../server/api-request.ts';
import { type Clock, systemClock } from '../server/clock.ts';
import type { FaultRule } from '../server/exchange.ts';
import { FaultPlan } from '../server/fault-plan.ts';
import { listen } from '../server/listen.ts';
import type { Reply } from '../server/reply.ts';
import { sendReply } from '../server/send-reply.ts';
import { Gate } from '../server/gate.ts';
import { type GcsAccess, refuseAccess } from './gcs-access.ts';
import { GcsBucket, type GcsBucketOptions } from './gcs-bucket.ts';
import { type GcsFault, type Payload, receiveBody } from './gcs-exchange.ts';
import { GcsService } from './gcs-service.ts';
import { SessionUploads } from './session-uploads.ts';

export interface GcsServerOptions extends GcsAccess {
  /** Names of the buckets, or names and what is special about each. @default one, `bucket` */
  readonly buckets?: readonly string[] | Readonly<Record<string, GcsBucketOptions>>;
  /** @default the machine's clock */
  readonly clock?: Clock;
}

/** A request, and the status it got; there is none after a fault that cut it short. */
export interface GcsLogEntry {
  /** Its `body` is left out. */
  readonly request: ApiRequest;
  /** Bytes of the body that came. */
  readonly received: number;
  readonly status?: number;
}

/** A local Google Cloud Storage. Closing it cuts whatever is still open. */
export interface GcsServer extends AsyncDisposable {
  /** What to give a client as `apiEndpoint`: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Everything asked so far, in the order in which it came. */
  readonly log: readonly GcsLogEntry[];
  /** Resumable uploads that are neither complete nor cancelled. */
  readonly openSessions: number;
  /** @throws RangeError if there is no such bucket */
  bucket(name?: string): GcsBucket;
  /** Makes a request go wrong; see {@link gcsFaults} and {@link faults}. */
  inject(fault: GcsFault, rule?: FaultRule): void;
  /** Takes back all faults that did not happen yet. */
  heal(): void;
  /** Stops reading the bodies of requests, until the function it gives is called. */
  stall(): () => void;
  /** Makes the service forget all uploads under way, and say so with this status. @default 410 */
  expireSessions(status?: 404 | 410): void;
  /** @throws whatever went wrong inside the server */
  close(): Promise<void>;
}

/**
 * Starts a Google Cloud Storage on a free port of the loopback interface: buckets, uploads of all three kinds,
 * preconditions, checksums, generations, listings, ranges, gzip transcoding, holds and retention, and faults on demand.
 * Its paths work with `/storage/v1` and without.
 *
 * @example
 * await using server = await gcsServer({ buckets: ['logs'] });
 * const storage = new Storage({ apiEndpoint: server.url, projectId: 'any' });
 */
export async function gcsServer(options: GcsServerOptions = {}): Promise<GcsServer> {
  const clock = options.clock ?? systemClock;
  const buckets = new Map(named(options.buckets).map(([name, kind]) => [name, new GcsBucket(name, kind, clock)]));
  const sessions = new SessionUploads();
  const service = new GcsService(buckets, sessions);
  const plan = new FaultPlan<GcsFault>();
  const gate = new Gate();
  const log: { request: ApiRequest; received: number; status?: number }[] = [];

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = readHead(incoming, log.length);
    const entry: (typeof log)[number] = { request, received: 0 };
    log.push(entry);
    let payload: Payload | undefined;
    const receive = async (limit?: number): Promise<Payload> => {
      const before = payload?.bytes ?? Buffer.alloc(0);
      if (payload?.isWhole === true) return payload;
      const more = await receiveBody(incoming, () => gate.pass(), limit === undefined ? limit : limit - before.length);
      payload = before.length === 0 ? more : { ...more, bytes: Buffer.concat([before, more.bytes]) };
      entry.received = payload.bytes.length;
      return payload;
    };
    const answer = async (): Promise<Reply> => {
      const refusal = refuseAccess(options, request);
      const whole = payload ?? (await receive());
      return refusal ?? service.handle(request, whole);
    };
    const send = async (reply: Reply): Promise<void> => {
      if (payload === undefined) await receive();
      entry.status = reply.status;
      await sendReply(response, reply);
    };
    const reset = (): void => void incoming.socket.resetAndDestroy();
    response.setHeader('date', new Date(clock.now()).toUTCString());
    const fault = plan.take(request);
    if (fault === undefined) return send(await answer());
    await fault({ request, response, receive, answer, send, reset });
  }

  const { url, close } = await listen(serve);

  return {
    url,
    log,
    get openSessions() {
      return sessions.open;
    },
    bucket(name = named(options.buckets)[0]?.[0] ?? '') {
      const bucket = buckets.get(name);
      if (bucket === undefined) throw new RangeError(`There is no bucket ${name}.`);
      return bucket;
    },
    inject: (fault, rule) => plan.inject(fault, rule),
    heal: () => plan.clear(),
    stall: () => gate.close(),
    expireSessions: (status = 410) => sessions.expire(status),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function named(buckets: GcsServerOptions['buckets'] = ['bucket']): [string, GcsBucketOptions][] {
  return Array.isArray(buckets) ? buckets.map((name) => [name, {}]) : Object.entries(buckets);
}

function readHead(incoming: IncomingMessage, number: number): ApiRequest {
  const url = new URL(incoming.url ?? '/', 'http://local');
  const { method = 'GET', headers } = incoming;
  return { number, method, path: url.pathname, query: url.searchParams, headers, body: '' };
}
