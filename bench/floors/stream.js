// stream.js API GCS SIZE: one answer of SIZE bytes, piped into one object.
import { close, put, send } from './http.js';

const [api, gcs = '', size] = process.argv.slice(2);
await put(gcs, 'object.jsonl', await send('GET', `${api}/${size}/0`));
close();
