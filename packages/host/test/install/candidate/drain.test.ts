import { Readable } from 'node:stream';
import { expect } from 'chai';
import { drain } from '../../../src/install/candidate/drain.ts';
import { failureOf } from '../../support/failure-of.ts';

const limits = { what: 'the body', limit: 1000, idle: 10_000 };
const taking = (stream: Readable, options: Partial<typeof limits> = {}) => {
  const taken: Buffer[] = [];
  return drain(stream, { ...limits, ...options }, (bytes) => taken.push(bytes)).then(() => Buffer.concat(taken));
};

describe('taking a body', () => {
  it('takes all of it, up to the limit', async () => {
    expect((await taking(Readable.from([Buffer.alloc(600), Buffer.alloc(400)]))).length).to.equal(1000);
    expect((await taking(Readable.from([]))).length).to.equal(0);
  });

  it('stops at what is beyond the limit, though it never ends', async () => {
    let given = 0;
    const endless = new Readable({
      read() {
        given += 100;
        this.push(Buffer.alloc(100));
      },
    });
    const error = await failureOf(taking(endless));
    expect(error).to.include({ code: 'REGISTRY_FAILED', transient: false });
    expect(endless.destroyed).to.equal(true);
    expect(given).to.be.lessThan(200_000);
  });

  it('waits no longer than it should for the next piece', async () => {
    const stalled = new Readable({ read: () => undefined });
    stalled.push(Buffer.alloc(10));
    const error = await failureOf(taking(stalled, { idle: 20 }));
    expect(error).to.include({ code: 'REGISTRY_FAILED', transient: true });
    expect(stalled.destroyed).to.equal(true);
  });

  it('passes on what goes wrong, on either side', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('cut')) });
    const cut = await taking(broken).catch((error: unknown) => error);
    expect(cut).to.be.an('error').with.property('message', 'cut');
    const stream = Readable.from([Buffer.alloc(1), Buffer.alloc(1)]);
    const thrown = await drain(stream, limits, () => {
      throw new Error('enough');
    }).catch((error: unknown) => error);
    expect(thrown).to.be.an('error').with.property('message', 'enough');
    expect(stream.destroyed).to.equal(true);
  });
});
