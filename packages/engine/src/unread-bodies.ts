import type { HttpResponse } from '@hatchery/core';
import type { Readable } from 'node:stream';
import { violation } from './contract-violation.ts';
import { StreamedResponse } from './http/streamed-response.ts';
import { placeOf } from './place-of.ts';

const statusesWithoutBody = new Set([204, 304]);

/** Streamed answers whose bodies have not been read to their end: each keeps a connection. */
export class UnreadBodies {
  readonly #asked = new Map<Readable, Error>();

  /** Takes note of an answer, asked for here and now. */
  add(response: HttpResponse, asked: Error): void {
    if (!(response instanceof StreamedResponse) || !hasBody(response)) return;
    const { body } = response;
    this.#asked.set(body, asked);
    body.once('close', () => this.#asked.delete(body));
  }

  /** @throws HatcheryError `CONTRACT_VIOLATED` if there are any */
  refuse(plugin: string): void {
    for (const [body, asked] of this.#asked) {
      if (body.readableEnded || body.destroyed) continue;
      const place = placeOf(asked, plugin);
      throw violation('read-every-body', 'left the body of a streamed answer unread', { place });
    }
  }
}

function hasBody({ status, headers, evidence }: HttpResponse): boolean {
  return !statusesWithoutBody.has(status) && evidence.method !== 'HEAD' && headers.get('content-length') !== '0';
}
