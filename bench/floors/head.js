// head.js GCS PREFIX: lists one name, and reads it.
import { close, get } from './http.js';

/** @typedef {{ items: { name: string }[] }} List */

const [gcs, prefix = ''] = process.argv.slice(2);
const objects = `${gcs}/storage/v1/b/bench/o`;
/** @type {{ value: List }} */
const { value } = await get(`${objects}?${new URLSearchParams({ prefix, maxResults: '1' }).toString()}`);
await get(`${objects}/${encodeURIComponent(value.items[0]?.name ?? '')}?alt=media`);
close();
