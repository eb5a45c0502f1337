import { awsServer } from '@hatchery/testkit';
import { expect } from 'chai';
import { bytesOf, contentOf, create, MiB } from './fixtures/created.ts';
import { openStore, optionsFor } from './fixtures/open-store.ts';

describe('hatchery-dest-s3 and others who want the same name', () => {
  for (const size of [0, 10_000, 6 * MiB]) {
    it(`lets one of 20 win that come with ${size} bytes at once, and leaves no parts of the others`, async () => {
      await using server = await awsServer();
      const [store, other] = [await openStore(optionsFor(server)), await openStore(optionsFor(server))];
      const bodies = Array.from({ length: 20 }, (_, index) => bytesOf(size, index));
      const race = bodies.map((bytes, index) => create(index % 2 === 0 ? store : other, 'a', bytes));
      const results = await Promise.allSettled(race);
      const winners = bodies.filter((_, index) => results[index]?.status === 'fulfilled');
      const codes = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
      expect(codes).to.deep.equal(Array.from({ length: 19 }, () => 'OBJECT_EXISTS'));
      expect([await contentOf(store, 'a')]).to.deep.equal(winners);
      expect(server.bucket('example-logs').uploads.size).to.equal(0);
    });
  }
});
