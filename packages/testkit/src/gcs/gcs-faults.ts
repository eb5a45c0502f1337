import { setTimeout as sleep } from 'node:timers/promises';
import type { GcsFault } from './gcs-exchange.ts';
import { GcsRefusal } from './gcs-refusal.ts';

/**
 * What goes wrong with uploads; the kit's `faults` go with them.
 *
 * @example
 * server.inject(gcsFaults.lostAnswer(), { when: isFinalChunk });
 */
export const gcsFaults = {
  /** Refuses with an error in the service's envelope, once the request is read; nothing is done. */
  refuse(status: number, reason: string, message: string): GcsFault {
    return async (exchange) => {
      await exchange.receive();
      await exchange.send(new GcsRefusal(status, reason, message).toReply());
    };
  },

  /** Takes so many bytes of the body, then cuts the connection; a session keeps what is whole steps of it. */
  cutUpload(bytes: number): GcsFault {
    return async (exchange) => {
      if (bytes > 0) await exchange.receive(bytes);
      await exchange.answer().catch(() => undefined);
      exchange.reset();
    };
  },

  /** Does all that is asked, then cuts the connection in place of an answer. */
  lostAnswer(): GcsFault {
    return async (exchange) => {
      await exchange.answer();
      exchange.reset();
    };
  },

  /** Takes the body in sips of so many bytes, with a pause of some milliseconds before each. */
  slowReader(sip: number, milliseconds: number): GcsFault {
    return async (exchange) => {
      for (let size = sip; ; size += sip) {
        await sleep(milliseconds, undefined, { ref: false });
        const payload = await exchange.receive(size);
        if (payload.isWhole || payload.bytes.length < size) break;
      }
      await exchange.send(await exchange.answer());
    };
  },

  /** Changes one bit of the bytes on their way, as bad memory or a bad middlebox does. */
  flipBit(): GcsFault {
    return async (exchange) => {
      const { bytes } = await exchange.receive();
      // In a multipart body the content ends before the last boundary.
      const boundary = bytes.lastIndexOf('\r\n--');
      const at = (boundary === -1 ? bytes.length : boundary) - 1;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await exchange.send(await exchange.answer());
    };
  },
};
