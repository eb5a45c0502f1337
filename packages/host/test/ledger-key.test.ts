import { expect } from 'chai';
import { failureOf, problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';

const bound = async (config: string, variables: Record<string, string> = {}) => {
  const project = await openWith(config, { variables });
  return project.bind(project.streams);
};

describe('the ledger of a stream', () => {
  it('is kept by a destination of its own', async () => {
    const [a, b] = await bound(
      `
defaults: { source: { use: acme, token: token-0 }, destination: { use: disk, path: data } }
streams:
  - { id: a, ledger: { use: disk, path: ledger, key: "\${env:K}" } }
  - { id: b }
`,
      { K: 'secret-of-the-ledger' },
    );
    expect(a?.ledger?.plugin.name).to.equal('hatchery-dest-disk');
    expect(a?.ledger?.config).to.include({ path: 'ledger' });
    expect(a?.ledger).not.to.equal(a?.destination);
    expect(b).not.to.have.property('ledger');
  });

  it('shares one store with all that equals it: ledgers, and destinations', async () => {
    const [a, b, c] = await bound(`
defaults: { source: { use: acme, token: token-0 }, ledger: { use: disk, path: ledger } }
streams:
  - { id: a, destination: { use: disk, path: data } }
  - { id: b, destination: { use: disk, path: data } }
  - { id: c, destination: { use: disk, path: ledger } }
`);
    expect(a?.ledger).to.be.an('object').and.equal(b?.ledger).and.equal(c?.ledger).and.equal(c?.destination);
  });

  it('can be given in layers', async () => {
    const project = await openWith(
      `
defaults: { source: { use: acme, token: token-0 }, destination: { use: disk, path: data }, ledger: { use: disk, path: ledger } }
environments: { test: { streams: [{ id: a, ledger: { path: other } }] } }
streams: [{ id: a }]
`,
      { environment: 'test' },
    );
    const [a] = await project.bind(project.streams);
    expect(a?.ledger?.config).to.include({ path: 'other' });
  });

  it('is bound in code as a destination is', async () => {
    const code = `
import acme from 'hatchery-source-acme';
import disk from 'hatchery-dest-disk';
export default { streams: [{ id: 'a', source: acme({ token: 'token-0' }), destination: disk({ path: 'data' }), ledger: disk({ path: 'ledger' }) }] };
`;
    const project = await openWith(code, { name: 'hatchery.config.mjs' });
    expect(project.streams[0]).to.include({ destination: 'disk', ledger: 'disk' });
    const [a] = await project.bind(project.streams);
    expect(a?.ledger?.config).to.deep.equal({ path: 'ledger' });
  });

  it('is named in the summary of a stream, and only where there is one', async () => {
    const project = await openWith(`
defaults: { source: { use: acme, token: token-0 }, destination: { use: disk, path: data } }
streams: [{ id: a, ledger: { use: hatchery-dest-disk, path: l } }, { id: b }]
`);
    expect(project.streams[0]?.ledger).to.equal('disk');
    expect(project.streams[1]).not.to.have.property('ledger');
  });

  for (const [what, ledger, expected] of [
    ['an option that is missing', '{ use: disk }', '5:ledger.path is missing'],
    ['an option that is unknown', '{ use: disk, path: p, pth: q }', '5:ledger.pth there is no key "pth"'],
    ['a text', 'disk', '5:ledger is a text'],
    ['nothing', 'null', '5:ledger expected an object'],
    ['a name that is missing', '{ path: p }', '5:ledger.use is missing'],
    ['a variable that is not set', '{ use: disk, path: p, key: "${env:NONE}" }', '5:ledger.key'],
  ] as const) {
    it(`is refused at its place: ${what}`, async () => {
      const project = await openWith(`
streams:
  - source: { use: acme, token: token-0 }
    destination: { use: disk, path: data }
    ledger: ${ledger}
`);
      const problems = await problemsOf(project.bind(project.streams));
      expect(
        problems.map(({ line, path, message }) => `${line}:${path.slice(2).join('.')} ${message}`).join('\n'),
      ).to.include(expected);
      expect(problems).to.have.length(1);
    });
  }

  it('is refused where it names a source, or no plugin', async () => {
    const config = (use: string) => `
streams:
  - { source: { use: acme, token: token-0 }, destination: { use: disk, path: data }, ledger: { use: ${use} } }
`;
    const wrong = await openWith(config('hatchery-source-acme'));
    expect((await failureOf(wrong.bind(wrong.streams))).code).to.equal('PLUGIN_WRONG_KIND');
    const none = await openWith(config('dsik'));
    const error = await failureOf(none.bind(none.streams));
    expect(error.code).to.equal('PLUGIN_NOT_INSTALLED');
    expect(error.hint).to.include('disk');
  });

  it('is told as what it is where a plugin lacks its options', async () => {
    const code = `
import acme from 'hatchery-source-acme';
import disk from 'hatchery-dest-disk';
export default { streams: [{ id: 'a', source: acme({ token: 'token-0' }), destination: disk({ path: 'p' }), ledger: disk }] };
`;
    const project = await openWith(code, { name: 'hatchery.config.mjs' });
    const problems = await problemsOf(project.bind(project.streams));
    expect(problems.map(({ message }) => message).join()).to.include('ledger: plugin(');
  });
});
