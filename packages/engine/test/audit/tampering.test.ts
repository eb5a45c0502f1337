import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { run, type Stream, verifyStreams } from '@hatchery/engine';
import { ChecksumStore } from '../support/checksum-store.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { hour, pagesStream } from '../support/pages-stream.ts';

const folder = '_hatchery/ledger/victim/commits/';

interface Scene {
  readonly store: MemoryStore;
  readonly stream: Stream;
  /** Names of entries, the oldest first. */
  readonly entries: readonly string[];
  /** Names of the victim's objects. */
  readonly objects: readonly string[];
}

/** Two streams at one destination, with two windows of three objects each. */
async function scene(store = new MemoryStore()): Promise<Scene> {
  const stream = pagesStream(store, { id: 'victim' });
  const other = pagesStream(store, { id: 'other', destination: stream.destination });
  for (const now of [0, 1]) await run([stream, other], { now: hour(now) });
  const entries = [...store.objects.keys()]
    .filter((name) => name.startsWith(folder))
    .sort()
    .toReversed();
  const objects = [...store.landed].filter(([, text]) => text.startsWith('victim')).map(([name]) => name);
  expect([entries.length, objects.length]).to.deep.equal([10, 6]);
  return { store, stream, entries, objects };
}

const textOf = (store: MemoryStore, name: string): string => store.objects.get(name)?.bytes.toString() ?? '';
const at = (names: readonly string[], index: number): string => names.at(index) ?? '';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Writes an entry anew with changes, as somebody would who knows the format. */
function forge(store: MemoryStore, name: string, change: (entry: Record<string, unknown>) => object): void {
  const entry = JSON.parse(textOf(store, name)) as Record<string, unknown>;
  store.put(name, `${JSON.stringify(change(entry))}\n`);
}

/** What is found, and what is found when every byte is read. */
async function found({ stream }: Scene): Promise<{ shallow: string[]; deep: string[] }> {
  const show = async (deep: boolean) =>
    (await verifyStreams([stream], { deep })).differences.map(({ kind, name, detail }) => `${kind} ${name}: ${detail}`);
  return { shallow: await show(false), deep: await show(true) };
}

describe('verifyStreams finds an object that', () => {
  it('was deleted', async () => {
    const now = await scene();
    await now.store.remove(at(now.objects, 1));
    const line = `missing ${at(now.objects, 1)}: the store has it not`;
    expect(await found(now)).to.deep.equal({ shallow: [line], deep: [line] });
  });

  it('was cut short', async () => {
    const now = await scene();
    const name = at(now.objects, 2);
    const text = textOf(now.store, name);
    now.store.put(name, text.slice(0, -1));
    const line = `altered ${name}: its size is ${text.length - 1}; ${text.length} was recorded`;
    expect(await found(now)).to.deep.equal({ shallow: [line], deep: [line] });
  });

  it('was changed in one byte: by its bytes, or by the checksum of the store', async () => {
    for (const [store, isSeenBySums] of [
      [new MemoryStore(), false],
      [new ChecksumStore(), true],
      [new ChecksumStore({ listed: false }), true],
    ] as const) {
      const now = await scene(store);
      const name = at(now.objects, 0);
      store.put(name, textOf(store, name).replace('page', 'Page'));
      const { shallow, deep } = await found(now);
      expect(deep.map((line) => line.split(':')[0])).to.deep.equal([`altered ${name}`]);
      expect(shallow).to.deep.equal(isSeenBySums ? deep : []);
    }
  });

  it('was added, also beside one that is there, or inside a window that is closed', async () => {
    const now = await scene();
    const names = ['extra.json', `${at(now.objects, 0)}.bak`, at(now.objects, 0).replace('_0000', '_0007')];
    for (const name of names) now.store.put(name, 'x');
    const lines = names.map((name) => `unknown ${name}: no ledger names it`);
    expect((await found(now)).shallow).to.have.members(lines);
    expect((await found(now)).deep).to.have.members(lines);
  });

  it('was swapped with another, of the same size', async () => {
    const now = await scene();
    const [a, b] = [at(now.objects, 0), at(now.objects, 1)];
    const text = textOf(now.store, a);
    now.store.put(a, textOf(now.store, b));
    now.store.put(b, text);
    expect((await found(now)).deep.map((line) => line.split(':')[0])).to.have.members([`altered ${a}`, `altered ${b}`]);
  });
});

describe('verifyStreams finds an entry of the ledger that', () => {
  /** The name of the chain is told first, then what is wrong with it. */
  const chain = (detail: string): string => `chain ${folder}: ${detail}`;

  it('was deleted from the middle', async () => {
    const now = await scene();
    await now.store.remove(at(now.entries, 2));
    const { shallow } = await found(now);
    expect(shallow).to.include(chain('the entries between 2 and 4 are missing'));
    expect(
      shallow.filter((line) => line.startsWith('unknown')),
      'what only it named',
    ).to.have.length(1);
  });

  it('was the first, and deleted', async () => {
    const now = await scene();
    await now.store.remove(at(now.entries, 0));
    expect((await found(now)).shallow).to.deep.equal([chain('the entries before 2 are missing')]);
  });

  it('was deleted together with its neighbours', async () => {
    const now = await scene();
    for (const name of now.entries.slice(2, 7)) await now.store.remove(name);
    expect((await found(now)).shallow[0]).to.equal(chain('the entries between 2 and 8 are missing'));
  });

  it('was deleted with the whole chain', async () => {
    const now = await scene();
    for (const name of now.entries) await now.store.remove(name);
    expect((await found(now)).shallow).to.have.members(
      now.objects.map((name) => `unknown ${name}: no ledger names it`),
    );
  });

  it('was altered: what it says of an object, or a blank', async () => {
    for (const change of [
      (text: string) => text.replace('"size":', '"size":1'),
      (text: string) => text.replace('{', '{ '),
    ]) {
      const now = await scene();
      const name = at(now.entries, 2);
      now.store.put(name, change(textOf(now.store, name)));
      expect((await found(now)).shallow[0]).to.equal(chain(`${name} was altered: entry 4 names another hash`));
    }
  });

  it('was cut short, emptied, or replaced by something else', async () => {
    for (const text of ['', '{"version":1,', 'null', '[]', '\u0000\u0001', '{"version":1}']) {
      const now = await scene();
      const name = at(now.entries, 5);
      now.store.put(name, text);
      const { shallow } = await found(now);
      expect(shallow[0]).to.equal(chain(`${name} was altered: entry 7 names another hash`));
      expect(shallow[1]).to.match(new RegExp(`^chain ${folder}: The ledger entry ${name} cannot be used`));
    }
  });

  it('is of a format that is not known yet', async () => {
    const now = await scene();
    forge(now.store, at(now.entries, -1), (entry) => ({ ...entry, version: 2 }));
    expect((await found(now)).shallow[0]).to.include('A newer hatchery wrote');
  });

  it('changed places with another', async () => {
    const now = await scene();
    const [a, b] = [at(now.entries, 3), at(now.entries, 5)];
    const text = textOf(now.store, a);
    now.store.put(a, textOf(now.store, b));
    now.store.put(b, text);
    const { shallow } = await found(now);
    expect(shallow).to.include.members([
      chain(`${a} says that its number is 6`),
      chain(`${b} says that its number is 4`),
      chain(`${b} was altered: entry 7 names another hash`),
    ]);
  });

  it('was replaced by a forged one that follows the one before it', async () => {
    const now = await scene();
    const name = at(now.entries, 6);
    forge(now.store, name, (entry) => ({ ...entry, objects: [] }));
    const { shallow } = await found(now);
    expect(shallow).to.include(chain(`${name} was altered: entry 8 names another hash`));
    expect(
      shallow.filter((line) => line.startsWith('unknown')),
      'what it no longer names',
    ).to.have.length(1);
  });

  it('is the newest, and forged: by the objects that it names', async () => {
    const now = await scene();
    forge(now.store, at(now.entries, -2), (entry) => ({ ...entry, objects: [] }));
    forge(now.store, at(now.entries, -1), (entry) => ({
      ...entry,
      previous: sha256(textOf(now.store, at(now.entries, -2))),
    }));
    expect((await found(now)).shallow).to.deep.equal([`unknown ${at(now.objects, -1)}: no ledger names it`]);
  });

  it('is of another stream', async () => {
    const now = await scene();
    const name = at(now.entries, -1);
    forge(now.store, name, (entry) => ({ ...entry, stream: 'other' }));
    expect((await found(now)).shallow).to.deep.equal([chain(`${name} is an entry of stream "other"`)]);
  });

  it('starts the chain, and names one before it', async () => {
    const now = await scene();
    const name = at(now.entries, 0);
    forge(now.store, name, (entry) => ({ ...entry, previous: sha256('') }));
    expect((await found(now)).shallow).to.deep.equal([
      chain(`${name} was altered: entry 2 names another hash`),
      chain(`${name} is the first, and names one before it`),
    ]);
  });

  it('lies where no entry of its number does', async () => {
    const now = await scene();
    const name = `${folder}000/000/000-000000002.json`;
    now.store.put(name, textOf(now.store, at(now.entries, 1)));
    expect((await found(now)).shallow).to.deep.equal([chain(`${name} is not where an entry of that number lies`)]);
  });

  it('was added as the first of a chain of its own', async () => {
    const now = await scene();
    const name = at(now.entries, 0).replace('/victim/', '/nobody/');
    now.store.put(name, textOf(now.store, at(now.entries, 0)));
    const { shallow } = await found(now);
    expect(shallow).to.deep.equal([
      `chain ${folder.replace('victim', 'nobody')}: ${name} is an entry of stream "victim"`,
    ]);
  });
});

describe('verifyStreams, with more differences than can be read', () => {
  it('counts all of them, and names the first 10,000', async () => {
    const now = await scene();
    for (let i = 0; i < 10_050; i++) now.store.put(`extra-${i}`, 'x');
    const report = await verifyStreams([now.stream]);
    expect(report.differenceCount).to.equal(10_050);
    expect(report.differences).to.have.length(10_000);
  });
});
