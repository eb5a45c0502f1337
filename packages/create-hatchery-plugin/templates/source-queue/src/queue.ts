import { type HttpClient, itemsAt } from '@hatchery/core';
import { type Message, readMessage } from './message.ts';
import type { Options } from './options.ts';

/** Takes the next messages; none if the queue is empty. They are given again unless they are acknowledged. */
export async function receive(http: HttpClient, config: Options): Promise<Message[]> {
  const response = await http({
    url: `${config.baseUrl}/queue/receive`,
    auth: { bearer: config.token },
    json: { max: config.limit },
  });
  return itemsAt(await response.json(), 'messages').map((item) => readMessage(item, config.baseUrl));
}

/** Makes the service forget a message. */
export async function acknowledge(http: HttpClient, config: Options, { receipt }: Message): Promise<void> {
  await http({
    url: `${config.baseUrl}/queue/messages/${encodeURIComponent(receipt)}`,
    method: 'DELETE',
    auth: { bearer: config.token },
    // Gone already: an earlier try arrived, and its answer was lost.
    accept: [404],
  });
}
