import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { faults, gcsFaults, gcsRequests, type GcsServer, gcsServer, ManualClock } from '../../src/index.ts';

const step = 262_144;

describe('gcsServer', () => {
  const clock = new ManualClock('2026-03-01T00:00:00Z');
  let server: GcsServer;

  beforeEach(async () => {
    server = await gcsServer({ buckets: { logs: {}, kept: { retentionPeriod: 60 } }, clock });
  });
  afterEach(() => server.close());

  const upload = (name: string, body: string | Buffer, query = '', bucket = 'logs'): Promise<Response> =>
    fetch(`${server.url}/upload/storage/v1/b/${bucket}/o?uploadType=media&name=${encodeURIComponent(name)}${query}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
    });
  const start = async (name: string, query = '', metadata: object = {}): Promise<string> => {
    const url = `${server.url}/upload/storage/v1/b/logs/o?uploadType=resumable&name=${name}${query}`;
    const reply = await fetch(url, { method: 'POST', body: JSON.stringify(metadata) });
    return reply.headers.get('location') ?? '';
  };
  const put = (
    url: string,
    range: string,
    bytes = Buffer.alloc(0),
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(url, { method: 'PUT', headers: { 'content-range': range, ...headers }, body: new Uint8Array(bytes) });
  const reasonOf = async (reply: Response): Promise<unknown> => {
    const { error } = (await reply.json()) as { error: { code: number; errors: { reason: string }[] } };
    return [reply.status, error.code, error.errors[0]?.reason];
  };
  const list = async (query: string): Promise<Record<string, unknown>> =>
    (await (await fetch(`${server.url}/storage/v1/b/logs/o?${query}`)).json()) as Record<string, unknown>;

  it('serves the API with its prefix and without', async () => {
    await upload('a/b c', 'hello');
    for (const prefix of ['/storage/v1', '', '/download/storage/v1']) {
      const reply = await fetch(`${server.url}${prefix}/b/logs/o/a%2Fb%20c?alt=media`);
      expect(await reply.text()).to.equal('hello');
      expect(reply.headers.get('x-goog-hash')).to.equal('crc32c=mnG7TA==,md5=XUFAKrxLKna5cZ2REBfFkg==');
    }
  });

  it('refuses in the envelope of the service', async () => {
    expect(await reasonOf(await fetch(`${server.url}/storage/v1/b/none/o`))).to.deep.equal([404, 404, 'notFound']);
    expect(await reasonOf(await fetch(`${server.url}/storage/v1/b/logs/o/none`))).to.deep.equal([404, 404, 'notFound']);
    const media = await fetch(`${server.url}/storage/v1/b/logs/o/none?alt=media`);
    expect([media.status, await media.text()]).to.deep.equal([404, 'No such object: logs/none']);
    expect(await reasonOf(await upload('x'.repeat(1_025), ''))).to.deep.equal([400, 400, 'invalid']);
    expect(await reasonOf(await upload('line\nbreak', ''))).to.deep.equal([400, 400, 'invalid']);
  });

  it('heeds preconditions, and counts generations upwards', async () => {
    const first = (await (await upload('a', '1', '&ifGenerationMatch=0')).json()) as { generation: string };
    expect(await reasonOf(await upload('a', '2', '&ifGenerationMatch=0'))).to.deep.equal([412, 412, 'conditionNotMet']);
    const second = (await (await upload('a', '3', `&ifGenerationMatch=${first.generation}`)).json()) as {
      generation: string;
    };
    expect(BigInt(second.generation) > BigInt(first.generation)).to.equal(true);
    const old = await fetch(`${server.url}/storage/v1/b/logs/o/a?ifGenerationNotMatch=${second.generation}`);
    expect(old.status).to.equal(304);
    const started = fetch(`${server.url}/upload/storage/v1/b/logs/o?uploadType=resumable&name=a&ifGenerationMatch=0`, {
      method: 'POST',
    });
    expect((await started).status).to.equal(412);
  });

  it('takes a resumable upload in chunks, tells how far it is, and keeps whole steps only', async () => {
    const url = await start('a', '&ifGenerationMatch=0');
    expect((await put(url, 'bytes */*')).headers.get('range')).to.equal(null);
    const part = await put(url, `bytes 0-${step + 9}/*`, Buffer.alloc(step + 10, 1));
    expect([part.status, part.headers.get('range')]).to.deep.equal([308, `bytes=0-${step - 1}`]);
    expect((await put(url, `bytes ${2 * step}-${2 * step}/*`, Buffer.alloc(1))).status).to.equal(400);
    expect(server.bucket('logs').peek('a')).to.equal(undefined);
    expect(server.openSessions).to.equal(1);
    const end = await put(url, `bytes ${step}-${step + 4}/${step + 5}`, Buffer.alloc(5, 2));
    expect([end.status, ((await end.json()) as { size: string }).size]).to.deep.equal([200, String(step + 5)]);
    expect((await put(url, `bytes */${step + 5}`)).status, 'asked again').to.equal(200);
    expect(server.openSessions).to.equal(0);
  });

  it('refuses the end of an upload whose name was taken, or whose checksum is wrong', async () => {
    const late = await start('a', '&ifGenerationMatch=0');
    await upload('a', 'first');
    expect((await put(late, 'bytes 0-4/5', Buffer.from('later'))).status).to.equal(412);
    const wrong = await start('b');
    const reply = await put(wrong, 'bytes 0-4/5', Buffer.from('hello'), { 'x-goog-hash': 'crc32c=AAAAAA==' });
    expect(reply.status).to.equal(400);
    expect(server.bucket('logs').peek('b')).to.equal(undefined);
  });

  it('forgets sessions that are cancelled or expire', async () => {
    const [cancelled, expired] = [await start('a'), await start('b')];
    expect((await fetch(cancelled, { method: 'DELETE' })).status).to.equal(499);
    expect((await put(cancelled, 'bytes */*')).status).to.equal(499);
    server.expireSessions(404);
    expect((await put(expired, 'bytes */*')).status).to.equal(404);
    expect((await put(`${expired}x`, 'bytes */*')).status).to.equal(404);
  });

  it('lists by prefix, delimiter and offset, page by page, in the order of bytes', async () => {
    for (const name of ['b', 'a/2', 'a/1', 'a', 'a/sub/x', '\u{10000}', '\uFF5E']) await upload(name, name);
    const names: unknown[] = [];
    let token = '';
    do {
      const page = await list(`maxResults=2&fields=nextPageToken,items(name)${token && `&pageToken=${token}`}`);
      names.push(...(page['items'] as { name: string }[]).map((item) => item.name));
      token = (page['nextPageToken'] as string | undefined) ?? '';
    } while (token !== '');
    expect(names).to.deep.equal(['a', 'a/1', 'a/2', 'a/sub/x', 'b', '\uFF5E', '\u{10000}']);
    expect(await list('prefix=a/&delimiter=/&fields=prefixes,items/name')).to.deep.equal({
      prefixes: ['a/sub/'],
      items: [{ name: 'a/1' }, { name: 'a/2' }],
    });
    expect(await list('startOffset=a/2&endOffset=b&fields=items/name')).to.deep.equal({
      items: [{ name: 'a/2' }, { name: 'a/sub/x' }],
    });
  });

  it('gives ranges, and gzip decompressed to whom does not take it', async () => {
    await upload('a', '0123456789');
    const range = (bytes: string): Promise<Response> =>
      fetch(`${server.url}/b/logs/o/a?alt=media`, { headers: { range: `bytes=${bytes}` } });
    expect(
      await Promise.all(['2-4', '8-', '-3', '5-99'].map(async (bytes) => (await range(bytes)).text())),
    ).to.deep.equal(['234', '89', '789', '56789']);
    expect((await range('10-')).status).to.equal(416);
    await upload('z', gzipSync('plain'), '&contentEncoding=gzip');
    const plain = await fetch(`${server.url}/b/logs/o/z?alt=media`, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).to.deep.equal([null, 'plain']);
    const raw = await fetch(`${server.url}/b/logs/o/z?alt=media`, { headers: { 'accept-encoding': 'gzip' } });
    expect(raw.headers.get('content-encoding')).to.equal('gzip');
  });

  it('keeps what a policy or a hold protects, until it does not', async () => {
    const remove = (name: string): Promise<Response> => fetch(`${server.url}/b/kept/o/${name}`, { method: 'DELETE' });
    await upload('a', 'x', '', 'kept');
    expect(await reasonOf(await remove('a'))).to.deep.equal([403, 403, 'retentionPolicyNotMet']);
    expect(await reasonOf(await upload('a', 'y', '', 'kept'))).to.deep.equal([403, 403, 'retentionPolicyNotMet']);
    clock.advance(61_000);
    const hold = (temporaryHold: boolean): Promise<Response> =>
      fetch(`${server.url}/b/kept/o/a`, { method: 'PATCH', body: JSON.stringify({ temporaryHold }) });
    await hold(true);
    expect(await reasonOf(await remove('a'))).to.deep.equal([403, 403, 'objectUnderActiveHold']);
    await hold(false);
    expect((await remove('a')).status).to.equal(204);
    expect((await remove('a')).status).to.equal(404);
  });

  it('does, and then says nothing, when an answer is to be lost; keeps a part when the upload is cut', async () => {
    server.inject(gcsFaults.lostAnswer(), { when: gcsRequests.isWholeUpload });
    expect(await upload('a', 'x').catch((error: unknown) => error)).to.be.instanceOf(Error);
    expect(server.bucket('logs').peek('a')?.bytes.toString()).to.equal('x');
    const url = await start('b');
    server.inject(gcsFaults.cutUpload(step + 100), { when: gcsRequests.isChunk });
    const cut = put(url, `bytes 0-${2 * step - 1}/*`, Buffer.alloc(2 * step));
    expect(await cut.catch((error: unknown) => error)).to.be.instanceOf(Error);
    expect((await put(url, 'bytes */*')).headers.get('range')).to.equal(`bytes=0-${step - 1}`);
    server.inject(faults.status(503));
    expect((await upload('c', 'x')).status).to.equal(503);
    expect(server.bucket('logs').peek('c')).to.equal(undefined);
  });

  it('lets in who has the token and the permissions', async () => {
    await using strict = await gcsServer({ token: 'right', denied: ['storage.objects.delete'] });
    const ask = (token: string, method = 'GET'): Promise<Response> =>
      fetch(`${strict.url}/b/bucket/o/a`, { method, headers: { authorization: `Bearer ${token}` } });
    expect(await reasonOf(await fetch(`${strict.url}/b/bucket/o/a`))).to.deep.equal([401, 401, 'required']);
    expect(await reasonOf(await ask('wrong'))).to.deep.equal([401, 401, 'authError']);
    expect((await ask('right')).status).to.equal(404);
    expect(await reasonOf(await ask('right', 'DELETE'))).to.deep.equal([403, 403, 'forbidden']);
  });
});
