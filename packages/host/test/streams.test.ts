import { expect } from 'chai';
import { failureOf, problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';

const tagged = `
defaults: { destination: { use: disk, path: p } }
streams:
  - { id: a, tags: [hourly, slack], source: { use: acme, token: token-0 } }
  - { id: b, tags: [daily], source: { use: acme, token: token-0 } }
  - { id: c, source: { use: acme, token: token-0 } }
`;

const ids = (streams: readonly { id: string }[]) => streams.map(({ id }) => id);

describe('selecting streams', () => {
  it('takes a stream if any selector names it, once, in the order of the config', async () => {
    const project = await openWith(tagged);
    expect(ids(project.select({ tags: ['daily', 'hourly'] }))).to.deep.equal(['a', 'b']);
    expect(ids(project.select({ ids: ['c', 'a'], tags: ['slack'] }))).to.deep.equal(['a', 'c']);
    expect(ids(project.select({ all: true, ids: ['a'] }))).to.deep.equal(['a', 'b', 'c']);
    expect(project.unmatched({ ids: ['a', 'x'], tags: ['daily', 'y'] })).to.deep.equal({ ids: ['x'], tags: ['y'] });
  });

  it('wants a selector, and lists tags and ids', async () => {
    const project = await openWith(tagged);
    for (const selectors of [{}, { ids: [], tags: [] }, { all: false }]) {
      const error = await failureOf((async () => project.select(selectors))());
      expect(error.code).to.equal('USAGE');
      expect(error.message).to.contain('hourly, slack, daily').and.to.contain('a, b, c');
    }
  });

  it('says which tags there are when none matches, and which was meant', async () => {
    const project = await openWith(tagged);
    const error = await failureOf((async () => project.select({ tags: ['dialy'] }))());
    expect(error.code).to.equal('NO_STREAM_MATCHED');
    expect(error.message).to.contain('"dialy"').and.to.contain('hourly, slack, daily');
    expect(error.hint).to.contain('"daily"');
    const none = await openWith('streams: []');
    expect((await failureOf((async () => none.select({ all: true }))())).code).to.equal('NO_STREAM_MATCHED');
  });

  it('refuses to bind a stream of another project', async () => {
    const project = await openWith(tagged);
    expect((await failureOf(project.bind([{ id: 'zz', tags: [], source: '', destination: '' }]))).code).to.equal(
      'USAGE',
    );
  });
});

describe('ids of streams without one', () => {
  const own = (source: string) => `{ source: ${source}, destination: { use: disk, path: p } }`;
  const idsOf = async (...sources: string[]) =>
    ids((await openWith(`streams:\n${sources.map((source) => `  - ${own(source)}\n`).join('')}`)).streams);

  it('come from source and destination', async () => {
    expect(await idsOf('{ use: acme, token: token-0 }')).to.deep.equal(['acme-to-disk']);
    expect(await idsOf('{ use: hatchery-source-acme, token: token-0 }')).to.deep.equal(['acme-to-disk']);
    expect(await idsOf('{ use: ./mine.ts }')).to.deep.equal(['mine-ts-to-disk']);
  });

  it('do not depend on the place in the file', async () => {
    const [first, second] = await idsOf(
      '{ use: acme, token: token-0, limit: 1 }',
      '{ use: acme, token: token-0, limit: 2 }',
    );
    const [other, again] = await idsOf(
      '{ use: acme, token: token-0, limit: 2 }',
      '{ use: acme, token: token-0, limit: 1 }',
    );
    expect([again, other]).to.deep.equal([first, second]);
    expect(first)
      .to.match(/^acme-to-disk-[0-9a-f]{8}$/)
      .and.to.not.equal(second);
  });

  it('hold nothing of a secret, but tell variables apart', async () => {
    const [a, b] = await idsOf('{ use: acme, token: "${env:A}" }', '{ use: acme, token: "${env:B}" }');
    expect(a).to.not.equal(b);
    const auth = (text: string) => `{ use: acme, auth: { basic: [${text}] } }`;
    const [e, g] = await idsOf(auth('u, "${env:A}"'), auth('u, "${env:B}"'));
    expect(e).to.not.equal(g);
    expect((await idsOf(auth('other, "${env:A}"'), auth('u, "${env:B}"')))[0]).to.equal(e);
    const [c] = await idsOf('{ use: acme, token: one, limit: 1 }', '{ use: acme, token: x, limit: 2 }');
    const [d] = await idsOf('{ use: acme, token: two, limit: 1 }', '{ use: acme, token: x, limit: 2 }');
    expect(c).to.equal(d);
  });

  it('are asked for where nothing tells two streams apart', async () => {
    const same = own('{ use: acme, token: token-0 }');
    const project = await openWith(`streams:\n  - ${same}\n  - ${same}\n`);
    expect(project.problems.map(({ line, message }) => `${line} ${message}`).join())
      .to.contain('3 this stream has no id')
      .and.to.contain('streams[0]');
  });

  it('never take the id that another stream has', async () => {
    const project = await openWith(
      `streams:\n  - ${own('{ use: acme, token: token-0 }')}\n  - { id: acme-to-disk, source: { use: acme, token: token-0 }, destination: { use: disk, path: p } }\n`,
    );
    expect(new Set(ids(project.streams)).size).to.equal(2);
    expect(project.problems).to.deep.equal([]);
  });
});

describe('two streams of one id', () => {
  it('are each told what is wrong with them, once', async () => {
    const stream = (option: string) =>
      `  - { id: same, source: { use: acme, ${option} }, destination: { use: disk, path: p } }\n`;
    const project = await openWith(`streams:\n${stream('limit: none')}${stream('mode: brisk')}`);
    const problems = await problemsOf(project.bind(project.select({ all: true })));
    expect(problems.map(({ line, path }) => `${line} ${path.join('.')}`)).to.have.members([
      '2 streams.0.source.token',
      '2 streams.0.source.limit',
      '3 streams.1.id',
      '3 streams.1.source.token',
      '3 streams.1.source.mode',
    ]);
  });
});

describe('destinations of streams', () => {
  it('are one object where they are equal, whatever their order, and only there', async () => {
    const project = await openWith(
      `
defaults: { source: { use: acme, token: token-0 } }
streams:
  - { id: a, destination: { use: disk, path: p, key: k } }
  - { id: b, destination: { key: "\${env:K}", path: p, use: hatchery-dest-disk } }
  - { id: c, destination: { use: disk, path: p, key: other } }
  - { id: d, destination: { use: disk, path: p } }
`,
      { variables: { K: 'k' } },
    );
    const [a, b, c, d] = (await project.bind(project.streams)).map(({ destination }) => destination);
    expect(a).to.equal(b);
    expect(new Set([a, c, d]).size).to.equal(3);
  });
});

describe('a config of 10,000 streams', () => {
  const each = (n: number, source: string) =>
    `  - { id: s-${n}, tags: [t${n % 7}], source: ${source}, destination: { use: disk, path: ./logs } }\n`;
  const many = (source: string) => `streams:\n${Array.from({ length: 10_000 }, (_, n) => each(n, source)).join('')}`;

  it('is opened and bound with one destination', async () => {
    const project = await openWith(many('{ use: acme, token: "${env:T}" }'), { variables: { T: 'token-of-all' } });
    const streams = await project.bind(project.select({ all: true }));
    expect(streams).to.have.length(10_000);
    expect(new Set(streams.map(({ destination }) => destination)).size).to.equal(1);
  });

  it('that are all wrong gives a list that can be read, and the number', async () => {
    const project = await openWith(many('{ use: acme, limt: 5 }'));
    const error = await failureOf(project.bind(project.streams));
    expect(error.code).to.equal('CONFIG_INVALID');
    expect(error).to.have.property('total', 20_000);
    expect((error as unknown as { problems: unknown[] }).problems.length).to.be.at.most(100);
    expect(error.message.split('\n').length).to.be.at.most(30);
  });

  it('that all name one missing plugin gives that one error', async () => {
    const project = await openWith(many('{ use: none }'));
    expect((await failureOf(project.bind(project.streams))).code).to.equal('PLUGIN_NOT_INSTALLED');
  });
});
