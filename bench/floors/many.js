// many.js API GCS COUNT SIZE: COUNT answers of SIZE bytes, each into an object, sixteen at a time.
import { buffer } from 'node:stream/consumers';
import { close, put, send } from './http.js';

const [api, gcs = '', count, size] = process.argv.slice(2);
let next = 0;

async function work() {
  while (next < Number(count)) {
    const number = next++;
    await put(gcs, `stream-${number}.jsonl`, await buffer(await send('GET', `${api}/${size}/${number}`)));
  }
}

await Promise.all(Array.from({ length: 16 }, work));
close();
