import { expect } from 'chai';
import { checkStreams } from '@hatchery/engine';
import { MemoryStore } from '../support/memory-store.ts';
import { testStream } from '../support/test-stream.ts';

const source = { async collect() {} };

describe('checkStreams, with a ledger apart from the data', () => {
  it('tries both, each once, and leaves nothing', async () => {
    const [data, ledger] = [new MemoryStore(), new MemoryStore()];
    const a = testStream(data, source, { id: 'a', ledger: ledger.bound() });
    const checks = await checkStreams([a, { ...a, id: 'b' }]);
    expect(checks.map(({ destination, ledger: proof }) => [destination.status, proof?.status])).to.deep.equal([
      ['ok', 'ok'],
      ['ok', 'ok'],
    ]);
    for (const store of [data, ledger]) {
      expect(store.calls.filter((call) => call.startsWith('create'))).to.have.length(1);
      expect(store.objects.size).to.equal(0);
    }
  });

  it('tells which of them fails, and what was left', async () => {
    const [data, ledger] = [new MemoryStore(), new MemoryStore()];
    ledger.before = () => {
      throw new Error('no permission');
    };
    data.remove = undefined as never;
    const [check] = await checkStreams([testStream(data, source, { ledger: ledger.bound() })]);
    expect(check?.destination.status).to.equal('ok');
    expect(check?.ledger?.status).to.equal('failed');
    expect(check?.left).to.deep.equal([...data.objects.keys()]);
  });

  it('tries one store once, and tells of no ledger, where both are the same', async () => {
    const store = new MemoryStore();
    const stream = testStream(store, source);
    const [check] = await checkStreams([{ ...stream, ledger: stream.destination }]);
    expect(check).not.to.have.property('ledger');
    expect(store.calls.filter((call) => call.startsWith('create'))).to.have.length(1);
  });
});
