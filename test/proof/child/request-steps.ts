import { subscribe } from 'node:diagnostics_channel';
import { step } from './steps.ts';

/** What `fetch`, undici and `node:http` say of their requests: about to be sent, answered, answered to the end. */
const moments = [
  'undici:request:create',
  'undici:request:bodySent',
  'undici:request:headers',
  'undici:request:trailers',
  'http.client.request.start',
  'http.client.response.finish',
];

/** Makes a step of every moment of every request. */
export function countRequestSteps(): void {
  for (const moment of moments) subscribe(moment, step);
}
