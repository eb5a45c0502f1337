import { onePasswordFeeds, onePasswordItems, onePasswordServer } from '@hatchery/testkit';
import { expect } from 'chai';
import type { At } from './at.ts';

const minute = 60_000;

export function describeFirstRun(at: At): void {
  it('are installed, collect, and are taken away again', async () => {
    const { machine, commands } = at();
    await using project = await machine.project(commands);
    const span = { from: new Date(Date.now() - 40 * minute), to: new Date(Date.now() - 20 * minute) };
    const items = Object.fromEntries(onePasswordFeeds.map((feed) => [feed, onePasswordItems(feed, 7, span)]));
    await using server = await onePasswordServer({ items });

    const install = await project.hatchery('plugins install hatchery-source-1password');
    expect(install.code, install.stderr).to.equal(0);
    expect(project.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-1password': '^1.0.0' });
    expect(project.packages()).to.include('hatchery-source-1password');

    project.env['ONEPASSWORD_TOKEN'] = server.token;
    await project.write('hatchery.yaml', configFor(server.baseUrl));
    const run = await project.hatchery('run -t daily --json');
    expect(run.code, run.stderr).to.equal(0);
    const landed = project.files().filter((path) => /^logs\/[a-z]/.test(path));
    const uuids = landed.flatMap((path) => project.json(path)['items'] as { uuid: string }[]).map(({ uuid }) => uuid);
    const sent = Object.values(items).flatMap((feed) => feed.map(({ uuid }) => uuid));
    expect(uuids.sort()).to.deep.equal(sent.sort());

    const refused = await project.hatchery('plugins uninstall 1password');
    expect(refused.code, refused.stderr).to.equal(1);
    expect(project.packages()).to.include('hatchery-source-1password');
    const removed = await project.hatchery('plugins uninstall 1password --force');
    expect(removed.code, removed.stderr).to.equal(0);
    expect(project.packages()).to.deep.equal([]);
  });

  it('come again, to the byte, from the lock file with `npm ci`', async () => {
    const { machine, commands } = at();
    await using project = await machine.project(commands);
    await project.hatchery('plugins install 1password');
    const listing = 'cd node_modules && find . -type f -not -path "./.*" -exec sha256sum {} + | sort';
    const before = await project.sh(listing);
    const clean = await project.sh('npm ci');
    expect(clean.code, clean.stderr).to.equal(0);
    expect((await project.sh(listing)).stdout)
      .to.equal(before.stdout)
      .and.include('1password');
  });
}

function configFor(baseUrl: string): string {
  return `
    streams:
      - id: 1password
        tags: [daily]
        lookback: 1h
        source: { use: 1password, token: '\${env:ONEPASSWORD_TOKEN}', baseUrl: '${baseUrl}' }
        destination: { use: file, path: ./logs }`;
}
