import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { HttpTimeouts } from '../run-options.ts';

/** The connections of one run: kept alive, with time-outs, through the proxy that the environment names. */
export function createDispatcher(timeouts: HttpTimeouts): Dispatcher {
  return new EnvHttpProxyAgent({
    connect: { timeout: timeouts.connect },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.idle,
  });
}
