// head.js GCS PREFIX: lists one name, and reads it.
import { buffer } from 'node:stream/consumers';
import { send } from './http.js';

const [gcs, prefix] = process.argv.slice(2);
const objects = `${gcs}/storage/v1/b/bench/o`;
const list = JSON.parse(
  await buffer(await send('GET', `${objects}?${new URLSearchParams({ prefix, maxResults: '1' })}`)),
);
JSON.parse(await buffer(await send('GET', `${objects}/${encodeURIComponent(list.items[0].name)}?alt=media`)));
process.exit();
