import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type AwsServer, awsServer } from '@hatchery/testkit';
import { expect } from 'chai';
import { PartBuffer } from '../src/part-buffer.ts';
import { PartSizes } from '../src/part-sizes.ts';
import { bytesOf, MiB } from './fixtures/created.ts';
import { optionsFor } from './fixtures/open-store.ts';

const writer = fileURLToPath(new URL('./fixtures/write-large-object.ts', import.meta.url));
const GiB = 1_024 * MiB;

/** How much more memory a process needed at its peak for one object of so many MiB. */
async function growth(server: AwsServer, size: number): Promise<number> {
  const argument = JSON.stringify({ size, options: optionsFor(server) });
  const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, writer, argument]);
  const { written, before, after } = JSON.parse(stdout) as { written: number; before: number; after: number };
  expect(written).to.equal(size * MiB);
  return after - before;
}

describe('hatchery-dest-s3 and memory', () => {
  it('needs no more of it for an object of 192 MiB than for one of 48 MiB', async () => {
    await using server = await awsServer();
    const small = await growth(server, 48);
    const large = await growth(server, 192);
    expect(large - small).to.be.below(24 * MiB);
    expect(large).to.be.below(64 * MiB);
  }).timeout(60_000);

  it('holds parts that double in size, and in 10,000 of them 307 GiB', () => {
    const sizes = new PartSizes();
    const MiBs = [1, 1_000, 1_001, 2_001, 3_000, 3_001, 10_000].map((number) => (sizes.of(number) ?? 0) / MiB);
    expect(MiBs).to.deep.equal([5, 5, 10, 20, 20, 40, 40]);
    expect(sizes.of(10_001)).to.equal(undefined);
    expect(Math.floor(sizes.capacity / GiB)).to.equal(307);
    let total = 0;
    for (let number = 1; number <= 10_000; number++) total += sizes.of(number) ?? 0;
    expect(sizes.capacity).to.equal(total);
    expect(new PartSizes(525).capacity).to.be.above(5 * 1_024 * GiB);
  });

  it('takes memory as it is needed, and gives back what went in', () => {
    const bytes = bytesOf(300_000);
    const buffer = new PartBuffer(200_000, 10);
    expect(buffer.add(bytes.subarray(0, 7))).to.equal(7);
    expect(buffer.bytes.buffer.byteLength).to.equal(10);
    expect(buffer.add(bytes.subarray(7))).to.equal(199_993);
    expect(buffer.isFull).to.equal(true);
    expect(buffer.add(bytes)).to.equal(0);
    expect(buffer.bytes.equals(bytes.subarray(0, 200_000))).to.equal(true);
    buffer.clear();
    expect(buffer.bytes.length).to.equal(0);
    expect(buffer.add(bytes.subarray(5, 9))).to.equal(4);
    expect(buffer.bytes.equals(bytes.subarray(5, 9))).to.equal(true);
  });
});
