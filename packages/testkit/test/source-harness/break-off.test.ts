import { defineSource, type Pipe, z } from '@hatchery/core';
import { breakAtEveryRequest, breakAtEveryWrite, jsonReply, startApiServer } from '@hatchery/testkit';
import { expect } from 'chai';

/** A source of three pages, with its mistakes. */
function pagesOf(url: string, collect: (pipe: Pipe, page: (n: number) => Promise<void>) => Promise<void>) {
  return defineSource({
    config: z.strictObject({}),
    collect: ({ pipe }) => collect(pipe, async (n) => void (await pipe.spout(await pipe.http(`${url}/${n}`)))),
  })({});
}

const options = { now: new Date('2026-03-01T12:00:00Z') };

async function differences(source: ReturnType<typeof pagesOf>): Promise<string[]> {
  const found: string[] = [];
  await breakAtEveryWrite(source, options, async (harness, at) => {
    const pages = (await harness.landed()).map(({ bytes }) => bytes.toString());
    const isWhole = pages.length === 3 && ['"/0"', '"/1"', '"/2"'].every((page) => pages.includes(page));
    if (!isWhole) found.push(`${at}: ${pages.join()}`);
  });
  return found;
}

describe('breaking runs off', () => {
  it('finds nothing wrong with a source that commits each page with its place', async () => {
    await using server = await startApiServer({ handle: ({ path }) => jsonReply(path) });
    const good = pagesOf(server.url, async (pipe, page) => {
      for (let n = Number(pipe.checkpoint ?? 0); n < 3; n += 1) {
        await page(n);
        await pipe.commit(n + 1);
      }
    });
    expect(await differences(good)).to.deep.equal([]);
    const broken = await breakAtEveryRequest(good, server, options, async (harness) => {
      expect(await harness.landed()).to.have.length(3);
    });
    expect(broken).to.equal(3);
  });

  it('finds the source that commits a place before it has landed what lies before it', async () => {
    await using server = await startApiServer({ handle: ({ path }) => jsonReply(path) });
    const hasty = pagesOf(server.url, async (pipe, page) => {
      for (let n = Number(pipe.checkpoint ?? 0); n < 3; n += 1) {
        await pipe.commit(n + 1);
        await page(n);
      }
    });
    expect(await differences(hasty)).not.to.deep.equal([]);
  });

  it('finds the source that begins anew after a break', async () => {
    await using server = await startApiServer({ handle: ({ path }) => jsonReply(path) });
    const forgetful = pagesOf(server.url, async (pipe, page) => {
      for (let n = 0; n < 3; n += 1) {
        await page(n);
        await pipe.commit(n);
      }
    });
    expect(await differences(forgetful)).not.to.deep.equal([]);
  });
});
