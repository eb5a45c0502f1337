import { Agent, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Connections that are kept, as every client keeps them; of plain `node:http`, as nothing in Node costs less. */
const agent = new Agent({ keepAlive: true });

/** Sends a request; a stream that was given as the body is piped. Gives the answer, or throws unless it is 2xx. */
export function send(method, url, body) {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, agent }, (response) => {
      if (response.statusCode >= 200 && response.statusCode < 300) resolve(response);
      else reject(new Error(`${method} ${url}: ${response.statusCode}`));
    });
    request.on('error', reject);
    if (body?.pipe === undefined) request.end(body);
    else body.pipe(request);
  });
}

/** Puts an object into a bucket, in the shortest way that there is. */
export async function put(gcs, name, body) {
  const query = new URLSearchParams({ uploadType: 'media', name });
  await buffer(await send('POST', `${gcs}/upload/storage/v1/b/bench/o?${query}`, body));
}
