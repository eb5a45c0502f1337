import { crc32c } from '@node-rs/crc32';
import { expect } from 'chai';
import { entryName } from '../src/servers/gcs/chain.ts';
import { type GcsControl, startGcs } from '../src/servers/gcs-control.ts';

describe('the server in place of Google Cloud Storage', () => {
  let gcs: GcsControl;
  before(async () => void (gcs = await startGcs()));
  after(() => gcs[Symbol.asyncDispose]());
  afterEach(() => gcs.clear());

  const uploads = (query: string): string => `${gcs.url}/upload/storage/v1/b/bench/o?${query}`;

  it('counts what comes, and refuses a name that is taken', async () => {
    const put = (): Promise<Response> =>
      fetch(uploads('uploadType=media&name=a.json'), { method: 'POST', body: '12345' });
    expect((await put()).status).to.equal(200);
    expect((await put()).status).to.equal(412);
    expect(await gcs.counts()).to.deep.equal({ requests: 2, objects: 1, bytes: 5, ledger: 0 });
  });

  it('refuses bytes that are not those whose checksum came with them', async () => {
    const start = await fetch(uploads('uploadType=resumable&name=b.json'), { method: 'POST', body: '{}' });
    const send = (hash: string): Promise<Response> =>
      fetch(start.headers.get('location') ?? '', {
        method: 'PUT',
        body: 'abc',
        headers: { 'content-range': 'bytes 0-2/3', 'x-goog-hash': `crc32c=${hash}` },
      });
    expect((await send('AAAAAA==')).status).to.equal(400);
    expect((await gcs.counts()).objects).to.equal(0);
  });

  it('takes chunks one after the other', async () => {
    const start = await fetch(uploads('uploadType=resumable&name=c.json'), { method: 'POST', body: '{}' });
    const url = start.headers.get('location') ?? '';
    const put = (body: string, range: string, more: Record<string, string> = {}): Promise<Response> =>
      fetch(url, { method: 'PUT', body, headers: { 'content-range': range, ...more } });
    const first = await put('abc', 'bytes 0-2/*');
    expect([first.status, first.headers.get('range')]).to.deep.equal([308, 'bytes=0-2']);
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32c('abcd') >>> 0);
    const last = await put('d', 'bytes 3-3/4', { 'x-goog-hash': `crc32c=${bytes.toString('base64')}` });
    expect(last.status).to.equal(200);
    expect(await last.json()).to.include({ name: 'c.json', size: '4', crc32c: bytes.toString('base64') });
  });

  it('shows the newest of a million entries first, without holding them', async () => {
    const prefix = '_hatchery/ledger/quiet/commits/';
    await gcs.pretendChain(prefix, 1_000_000, Buffer.from('{"newest":true}'));
    const query = new URLSearchParams({ prefix, maxResults: '2' });
    const list = (await (await fetch(`${gcs.url}/storage/v1/b/bench/o?${query.toString()}`)).json()) as {
      items: { name: string }[];
    };
    expect(list.items.map(({ name }) => name)).to.deep.equal([1_000_000, 999_999].map((n) => entryName(prefix, n)));
    const newest = encodeURIComponent(entryName(prefix, 1_000_000));
    expect(await (await fetch(`${gcs.url}/storage/v1/b/bench/o/${newest}?alt=media`)).json()).to.deep.equal({
      newest: true,
    });
  });
});
