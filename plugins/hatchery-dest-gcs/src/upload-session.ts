import { HatcheryError } from '@hatchery/core';
import { waitAfter, withAttempts } from './attempts.ts';
import { failureOf } from './failure.ts';
import type { GcsClient } from './gcs-client.ts';
import type { ObjectResource } from './object-resource.ts';

/** How much the service has of an upload, or what has become of it. */
type State = { readonly kept: number } | { readonly object: ObjectResource };

/** The last chunk of an upload: the size and the checksum of the whole are known then. */
export interface Ending {
  readonly total: number;
  readonly crc32c: string;
}

/** How long the end of a session that is given up may take, in milliseconds. */
const cancelTimeout = 5_000;

/**
 * A resumable upload: chunks one after the other, each tried again from where the service has lost it. The object appears
 * with the last one, if its checksum is right and its name still free.
 */
export class UploadSession {
  readonly #client: GcsClient;
  /** Whoever knows it may write: it is shown nowhere. */
  readonly #url: string;
  readonly #signal: AbortSignal;
  #sent = 0;

  private constructor(client: GcsClient, url: string, signal: AbortSignal) {
    this.#client = client;
    this.#url = url;
    this.#signal = signal;
  }

  static async start(
    client: GcsClient,
    object: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<UploadSession> {
    const request = {
      method: 'POST' as const,
      url: client.uploadUrl({ uploadType: 'resumable', name: String(object['name']), ifGenerationMatch: '0' }),
      headers: {
        'content-type': 'application/json; charset=UTF-8',
        'x-upload-content-type': String(object['contentType']),
      },
      data: JSON.stringify(object),
      signal,
    };
    const { headers } = await withAttempts(() => client.send(request), client.patience, signal);
    const url = headers['location'];
    if (typeof url !== 'string')
      throw new HatcheryError('DESTINATION_FAILED', 'The service began an upload without telling where.');
    return new UploadSession(client, url, signal);
  }

  /** Sends bytes that are not the last ones. */
  async send(bytes: Buffer): Promise<void> {
    await this.#deliver(bytes, undefined);
  }

  /** Sends the last bytes. */
  async finish(bytes: Buffer, ending: Ending): Promise<ObjectResource> {
    const object = await this.#deliver(bytes, ending);
    if (object === undefined)
      throw new HatcheryError('DESTINATION_FAILED', 'The service took all bytes, but made no object.');
    return object;
  }

  /** Makes the service forget what it has, as far as it can be reached. */
  async cancel(): Promise<void> {
    const request = { method: 'DELETE' as const, url: this.#url, timeout: cancelTimeout };
    await this.#client.send(request).catch(() => {});
  }

  async #deliver(bytes: Buffer, ending: Ending | undefined): Promise<ObjectResource | undefined> {
    const [start, end] = [this.#sent, this.#sent + bytes.length];
    const { patience } = this.#client;
    let kept = start;
    let isSure = true;
    let failures = 0;
    for (;;) {
      if (kept === end && ending === undefined) break;
      let problem: Error | undefined;
      try {
        const state: State =
          isSure && kept < end ? await this.#put(bytes.subarray(kept - start), kept, ending) : await this.#ask(ending);
        if ('object' in state) return state.object;
        if (state.kept < start || state.kept > end) throw lostTrack(state.kept, start, end);
        if (state.kept > kept) failures = 0;
        else if (isSure) problem = noProgress();
        [kept, isSure] = [state.kept, true];
      } catch (error) {
        if (HatcheryError.is(error) || !failureOf(error).isTransient) throw whyLost(error);
        [problem, isSure] = [error as Error, false];
      }
      if (problem === undefined) continue;
      if (++failures > patience.retries) throw problem;
      await waitAfter(failures, patience, this.#signal);
    }
    this.#sent = end;
    return undefined;
  }

  #put(bytes: Buffer, from: number, ending: Ending | undefined): Promise<State> {
    const range = `bytes ${from}-${from + bytes.length - 1}/${ending?.total ?? '*'}`;
    return this.#exchange(range, ending, bytes);
  }

  /** Asks how far the upload is. When all bytes are there, that ends it, too. */
  #ask(ending: Ending | undefined): Promise<State> {
    return this.#exchange(`bytes */${ending?.total ?? '*'}`, ending, Buffer.alloc(0));
  }

  async #exchange(range: string, ending: Ending | undefined, data: Buffer): Promise<State> {
    const {
      status,
      headers,
      data: said,
    } = await this.#client.send({
      method: 'PUT',
      url: this.#url,
      headers: {
        'content-range': range,
        'content-length': String(data.length),
        ...(ending === undefined ? {} : { 'x-goog-hash': `crc32c=${ending.crc32c}` }),
      },
      data,
      signal: this.#signal,
    });
    if (status !== 308) return { object: said as ObjectResource };
    const last = /-(\d+)$/.exec(String(headers['range'] ?? ''))?.[1];
    return { kept: last === undefined ? 0 : Number(last) + 1 };
  }
}

/** A session that is gone takes the bytes with it: only the whole body can be tried again. */
function whyLost(error: unknown): unknown {
  if (HatcheryError.is(error)) return error;
  const { status } = failureOf(error);
  if (status !== 404 && status !== 410) return error;
  return new HatcheryError('DESTINATION_FAILED', 'The service has lost an upload that was under way.', {
    hint: 'Nothing of it is visible. The object is tried again from its start where its source can give it again.',
    context: { status },
    transient: true,
  });
}

function lostTrack(kept: number, start: number, end: number): HatcheryError {
  const message = `The service says that it has ${kept} bytes of an upload, where it should have ${start} to ${end}.`;
  return new HatcheryError('DESTINATION_FAILED', message, { transient: true });
}

function noProgress(): HatcheryError {
  return new HatcheryError('DESTINATION_FAILED', 'The service takes no more bytes of an upload.', { transient: true });
}
