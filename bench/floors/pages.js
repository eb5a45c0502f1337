// pages.js SLACK GCS: every page of the log, each into an object. Asks for the next page once one is stored.
import { buffer } from 'node:stream/consumers';
import { put, send } from './http.js';

const [slack, gcs] = process.argv.slice(2);
let cursor = '';
let number = 0;
do {
  const query = cursor === '' ? '' : `?cursor=${cursor}`;
  const page = await buffer(await send('GET', `${slack}/logs${query}`));
  cursor = JSON.parse(page.toString()).response_metadata.next_cursor;
  await put(gcs, `page-${number++}.json`, page);
} while (cursor !== '');
process.exit();
