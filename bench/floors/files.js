// files.js S3 GCS COUNT: pipes files from one store into the other, four at a time.
import { close, put, send } from './http.js';

const [s3, gcs = '', count] = process.argv.slice(2);
let next = 0;

async function work() {
  while (next < Number(count)) {
    const number = next++;
    await put(gcs, `file-${number}.gz`, await send('GET', `${s3}/bench/file-${number}.gz`));
  }
}

await Promise.all([work(), work(), work(), work()]);
close();
