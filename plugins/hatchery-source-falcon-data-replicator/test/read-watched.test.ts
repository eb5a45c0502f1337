import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { readWatched } from '../src/read-watched.ts';

describe('fdr: the watch over a body', () => {
  it('does not take a slow reader for a silent service', async () => {
    const body = Readable.from([Buffer.from('a'), Buffer.from('b')]);
    const read: string[] = [];
    for await (const piece of readWatched(body, 20, 'S3')) {
      read.push(piece.toString());
      await pause(60);
    }
    expect(read).to.deep.equal(['a', 'b']);
  });

  it('gives up a body that falls silent, and destroys it', async () => {
    const body = new Readable({ read() {} });
    body.push('a');
    const pieces = readWatched(body, 20, 'S3');
    expect((await pieces.next()).value?.toString()).to.equal('a');
    const error = await pieces.next().catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'TIMEOUT', transient: true });
    expect(body.destroyed).to.equal(true);
  });

  it('destroys a body that nobody reads to its end', async () => {
    const body = Readable.from([Buffer.from('a'), Buffer.from('b')]);
    for await (const _ of readWatched(body, 1_000, 'S3')) break;
    expect(body.destroyed).to.equal(true);
  });
});
