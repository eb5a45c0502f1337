import { once } from 'node:events';
import type { Fault } from '../server/exchange.ts';
import { faults } from '../server/faults.ts';
import type { Reply } from '../server/reply.ts';

/** Something that goes wrong, as it is said of the service: it "answers 503". */
export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
  /** Whether the status says that all is well, so that only who looks into the body can tell. */
  readonly looksFine?: boolean;
  /** Whether it is a body that is too large, and not a wrong one. */
  readonly isLarge?: boolean;
}

/** What passes when the request is sent again. */
export const passingFaults: readonly NamedFault[] = [
  ...[408, 500, 502, 503, 504].map((status) => ({ name: `answers ${status}`, fault: faults.status(status) })),
  { name: 'answers 503 with a web page', fault: faults.html(503) },
  { name: 'answers 429 without a time', fault: faults.status(429) },
  { name: 'answers 429 with the time 0', fault: limited('0') },
  { name: 'answers 429 with a date in the past', fault: limited('Wed, 21 Oct 2015 07:28:00 GMT') },
  { name: 'answers 429 with a time that is none', fault: limited('soon') },
  { name: 'cuts the connection before it answers', fault: faults.reset('before') },
  { name: 'cuts the connection in the middle of an answer', fault: faults.reset('body') },
  { name: 'cuts the connection after an answer', fault: faults.reset('after') },
  { name: 'ends an answer too early', fault: faults.truncate() },
];

/** What passes, too, and takes a time-out to be seen. */
export const hangingFaults: readonly NamedFault[] = [
  { name: 'goes silent before it answers', fault: faults.hang('headers') },
  { name: 'goes silent in the middle of an answer', fault: faults.hang('body') },
];

/** What stays, however often the request is sent. */
export const lastingFaults: readonly NamedFault[] = [
  { name: 'answers 500', fault: faults.status(500) },
  { name: 'answers 401', fault: faults.status(401) },
  { name: 'answers 404', fault: faults.status(404) },
  { name: 'answers a web page with 200', fault: faults.html(), looksFine: true },
  { name: 'answers an empty body with 200', fault: changed(() => ''), looksFine: true },
  { name: 'answers JSON cut short, with its length', fault: changed((body) => body.slice(0, -9)), looksFine: true },
  { name: 'answers null', fault: changed(() => 'null'), looksFine: true },
  { name: 'answers an error with 200', fault: changed(() => '{"error":"internal_error"}'), looksFine: true },
  { name: 'answers a body larger than memory should take', fault: oversized(65), looksFine: true, isLarge: true },
  { name: 'cuts the connection', fault: faults.reset('before') },
];

function limited(retryAfter: string): Fault {
  return faults.status(429, { headers: { 'retry-after': retryAfter } });
}

function changed(change: (body: string) => string): Fault {
  return faults.rewrite((reply: Reply) => ({ ...reply, body: change(Buffer.from(reply.body).toString()) }));
}

/** The usual answer, after so many MiB of blanks: a service that has lost its measure. */
function oversized(mebibytes: number): Fault {
  return async (exchange) => {
    const { response } = exchange;
    const reply = await exchange.answer();
    const blanks = Buffer.alloc(1_048_576, ' ');
    response.writeHead(reply.status, reply.headers);
    const gone = once(response, 'close');
    for (let sent = 0; sent < mebibytes && !response.destroyed; sent += 1) {
      if (!response.write(blanks)) await Promise.race([once(response, 'drain'), gone]);
    }
    if (!response.destroyed) response.end(reply.body);
    await gone;
  };
}
