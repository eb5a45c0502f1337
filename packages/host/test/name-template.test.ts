import { expect } from 'chai';
import { problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';

const configWith = (name: string) => `
streams:
  - id: a
    name: ${JSON.stringify(name)}
    source: { use: acme, token: token-0 }
    destination: { use: disk, path: p }
`;

describe('the name template of a stream', () => {
  for (const [name, says] of [
    ['{nope}/x', 'there is no placeholder {nope}'],
    ['{seq', 'a brace is not closed'],
    ['/absolute/{seq}', 'relative'],
    ['../{seq}', 'relative'],
    ['_hatchery/{seq}', 'hatchery itself'],
    ['', 'relative'],
  ] as const) {
    it(`is refused at its place when it is ${JSON.stringify(name)}`, async () => {
      const { problems } = await openWith(configWith(name));
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include({ line: 4, column: 11 });
      expect(problems[0]?.message).to.contain('no template of names').and.to.contain(says);
    });
  }

  it('is refused in `defaults` and in an overlay, too', async () => {
    const { problems } = await openWith(
      'defaults: { name: "{x}" }\nenvironments: { e: { defaults: { name: "{y}" } } }\nstreams: []\n',
    );
    expect(problems.map(({ path }) => path.join('.'))).to.deep.equal(['defaults.name', 'environments.e.defaults.name']);
  });

  it('may come from a variable, and is checked once that is known', async () => {
    const config = configWith('${env:NAMES}');
    const good = await openWith(config, { variables: { NAMES: '{stream}/{seq}.{ext}' } });
    expect((await good.bind(good.streams))[0]?.name).to.equal('{stream}/{seq}.{ext}');
    const bad = await openWith(config, { variables: { NAMES: '{canary-value}' } });
    const [problem, ...more] = await problemsOf(bad.bind(bad.streams));
    expect(more).to.deep.equal([]);
    expect(problem).to.include({ line: 4, column: 11 });
    expect(problem?.message).to.contain('no template of names');
  });
});
