import { expect } from 'chai';
import { hatchery } from '../../cli/test/support/hatchery.ts';
import { source } from '../../cli/test/support/project.ts';
import { badProject, buildAll, landedIn } from './support/bad-project.ts';

const many = 1_000;

describe('bad input: a config of 1,000 streams', function () {
  this.timeout(300_000);
  before(buildAll);

  it('is run whole: one that fails among them is told, the others land', async () => {
    const lines = Array.from({ length: many }, (_, n) => {
      const option = n === 471 ? 'fail: "It said no."' : `text: "${n}"`;
      return `  - { id: s-${n}, source: { use: ./source.mjs, ${option} } }\n`;
    });
    const text = `defaults: { destination: { use: file, path: ./logs }, tags: [all] }\nstreams:\n${lines.join('')}`;
    await using at = await badProject({ 'source.mjs': source, 'hatchery.yaml': text });
    const { code, stdout, stderr } = await hatchery(['run', '-t', 'all', '--json', '-l', 'error'], at);
    expect(code, stderr).to.equal(1);
    const { streams } = JSON.parse(stdout) as { streams: { id: string; status: string; objectCount: number }[] };
    expect(streams).to.have.length(many);
    expect(streams.filter(({ status }) => status !== 'completed').map(({ id }) => id)).to.deep.equal(['s-471']);
    expect(await landedIn(at)).to.have.length(many - 1);
  });
});
