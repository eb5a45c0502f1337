import { expect } from 'chai';
import { hatchery } from '../../cli/test/support/hatchery.ts';
import type { Folder } from '../../cli/test/support/project.ts';
import { badProject, buildAll, canary } from './support/bad-project.ts';

const stream = (url: string, more = ''): string =>
  `  - source: { use: http, url: "https://acme.invalid/${url}", auth: { bearer: "\${env:TOKEN}" }${more} }\n    destination: { use: file, path: ./logs }\n`;

async function idsOf(at: Folder, ...streams: readonly string[]): Promise<readonly string[]> {
  await at.write({ 'hatchery.yaml': `streams:\n${streams.join('')}` });
  const { code, stdout, stderr } = await hatchery(['streams', '--json'], { cwd: at.cwd, env: { TOKEN: canary } });
  expect(code, stderr).to.equal(0);
  expect(stdout + stderr).not.to.include(canary);
  return (JSON.parse(stdout) as { streams: { id: string }[] }).streams.map(({ id }) => id);
}

describe('bad input: a stream without an id', function () {
  this.timeout(60_000);
  before(buildAll);

  it('gets one that tells what it is', async () => {
    await using at = await badProject();
    expect(await idsOf(at, stream('a'))).to.deep.equal(['http-to-file']);
  });

  it('keeps it wherever it stands, and whatever stands beside it', async () => {
    await using at = await badProject();
    const [a, b, c] = await idsOf(at, stream('a'), stream('b'), stream('c'));
    expect(new Set([a, b, c]).size).to.equal(3);
    expect(await idsOf(at, stream('c'), stream('a'), stream('b'))).to.deep.equal([c, a, b]);
    expect(await idsOf(at, stream('b'), stream('c'))).to.deep.equal([b, c]);
  });

  it('keeps it as long as its credential comes from the same variable', async () => {
    await using at = await badProject();
    const [before] = await idsOf(at, stream('a'), stream('b'));
    const [after] = await idsOf(at, stream('a').replace('env:TOKEN', 'env:TOKEN:-other'), stream('b'));
    expect(after).not.to.equal(before);
    expect((await idsOf(at, stream('a'), stream('b')))[0]).to.equal(before);
  });
});
