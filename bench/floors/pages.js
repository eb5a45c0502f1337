// pages.js SLACK GCS: every page of the log, each into an object. Asks for the next page once one is stored.
import { close, get, put } from './http.js';

/** @typedef {{ response_metadata: { next_cursor: string } }} Page */

const [slack, gcs = ''] = process.argv.slice(2);
let cursor = '';
let number = 0;
do {
  /** @type {{ value: Page, bytes: Buffer }} */
  const { value, bytes } = await get(`${slack}/logs${cursor === '' ? '' : `?cursor=${cursor}`}`);
  cursor = value.response_metadata.next_cursor;
  await put(gcs, `page-${number++}.json`, bytes);
} while (cursor !== '');
close();
