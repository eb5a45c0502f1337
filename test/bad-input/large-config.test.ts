import { expect } from 'chai';
import { inShard } from '../../cli/src/run/in-shard.ts';
import { hatchery } from '../../cli/test/support/hatchery.ts';
import { source } from '../../cli/test/support/project.ts';
import { badProject, buildAll } from './support/bad-project.ts';

describe('bad input: a config of 100,000 streams', function () {
  this.timeout(300_000);
  before(buildAll);

  it('is read, shared and planned in a small heap; what is wrong in another part is no matter', async () => {
    const wrongId = 'tenant-99999';
    const streams = Array.from({ length: 100_000 }, (_, n) => ({
      id: `tenant-${n}`,
      source: { use: './source.mjs', ...(`tenant-${n}` === wrongId && { token: '${env:NOT_SET}' }) },
    }));
    const config = { defaults: { destination: { use: 'file', path: './logs' } }, streams };
    await using at = await badProject({ 'source.mjs': source, 'hatchery.json': JSON.stringify(config) });
    const env = { NODE_OPTIONS: '--max-old-space-size=192' };
    const plan = (shard: string): ReturnType<typeof hatchery> =>
      hatchery(['run', '-a', '--dry-run', '--json', '--shard', shard], { ...at, env });

    const { code, stdout, stderr } = await plan('1/1000');
    expect(code, stderr).to.equal(0);
    const { streams: planned } = JSON.parse(stdout) as { streams: { id: string }[] };
    expect(planned.length).to.be.within(50, 150);
    expect(stderr).to.include(`Shard 1/1000 takes ${planned.length} of 100000 streams.`);

    const numbers = Array.from({ length: 1_000 }, (_, index) => index + 1);
    const owner = numbers.find((number) => inShard([{ id: wrongId }], { number, count: 1_000 }).length > 0);
    const wrong = await plan(`${owner}/1000`);
    expect(wrong.code, wrong.stderr).to.equal(2);
    expect(wrong.stderr).to.include('NOT_SET');
  });
});
