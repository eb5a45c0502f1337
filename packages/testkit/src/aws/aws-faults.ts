import type { Fault } from '../server/exchange.ts';
import { sendHead } from '../server/send-reply.ts';
import { S3Failure, type S3FailureDetails } from './s3-failure.ts';

/**
 * What goes wrong with S3, beside what {@link faults} has for every server.
 *
 * @example
 * server.inject(awsFaults.refuse('SlowDown'), { when: (request) => s3Operation(request) === 'PutObject', times: 2 });
 */
export const awsFaults = {
  /** Refuses with one of S3's codes, once the body has come; nothing is done. */
  refuse(code: string, details: S3FailureDetails & { readonly message?: string } = {}): Fault {
    return async (exchange) => {
      const { response, request } = exchange;
      for await (const _ of response.req);
      const { message = `${code}, on purpose`, ...rest } = details;
      const reply = new S3Failure(code, message, rest).reply();
      await exchange.send(request.method === 'HEAD' ? { ...reply, body: '' } : reply);
    };
  },

  /** Cuts the connection once this many bytes of the body have come. */
  resetInBody(bytes: number): Fault {
    return async (exchange) => {
      let come = 0;
      for await (const chunk of exchange.response.req) {
        come += (chunk as Buffer).length;
        if (come >= bytes) break;
      }
      exchange.reset();
    };
  },

  /** Does what is asked for, then cuts the connection in place of an answer. */
  lostAnswer(): Fault {
    return async (exchange) => {
      await exchange.answer();
      exchange.reset();
    };
  },

  /** Answers 200 and, in the body, an error, as S3 does when it finds out late; nothing is done. */
  refuseLate(code: string): Fault {
    return async ({ response }) => {
      for await (const _ of response.req);
      const reply = { ...new S3Failure(code, `${code}, on purpose`).reply(), status: 200 };
      response.end(sendHead(response, reply));
    };
  },
};
