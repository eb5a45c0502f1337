import { Agent, request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** Connections that are kept, as every client keeps them; of plain `node:http`, as nothing in Node costs less. */
const agent = new Agent({ keepAlive: true });

/** Lets go of the connections, so that the process ends. */
export function close() {
  agent.destroy();
}

/**
 * Sends a request; a stream that was given as the body is piped. Gives the answer, or throws unless it is 2xx.
 *
 * @param {string} method
 * @param {string} url
 * @param {Readable | Buffer} [body]
 * @returns {Promise<import('node:http').IncomingMessage>}
 */
export function send(method, url, body) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, agent }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`${method} ${url}: ${response.statusCode}`));
    });
    request.on('error', reject);
    if (body instanceof Readable) body.pipe(request);
    else request.end(body);
  });
}

/**
 * Puts an object into a bucket, in the shortest way that there is.
 *
 * @param {string} gcs
 * @param {string} name
 * @param {Readable | Buffer} body
 */
export async function put(gcs, name, body) {
  const query = new URLSearchParams({ uploadType: 'media', name });
  await buffer(await send('POST', `${gcs}/upload/storage/v1/b/bench/o?${query.toString()}`, body));
}

/**
 * Asks for JSON.
 *
 * @template T
 * @param {string} url
 * @returns {Promise<{ value: T, bytes: Buffer }>}
 */
export async function get(url) {
  const bytes = await buffer(await send('GET', url));
  const value = /** @type {T} */ (JSON.parse(bytes.toString()));
  return { bytes, value };
}
