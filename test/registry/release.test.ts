import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Manifest, packageFolders, type Registry, startEmptyRegistry, useRegistry } from '../support/registry.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';
import { author, copyRepository } from './support/repository-copy.ts';

const root = join(import.meta.dirname, '../..');

describe('a release', function () {
  this.timeout(120_000);
  let registry: Registry;
  let copy: Sandbox;
  let names: string[];

  before(async () => {
    registry = await startEmptyRegistry();
    copy = await createSandbox();
    // The lock file is not looked at anew: that would ask a registry for each of a thousand packages of others.
    Object.assign(copy.env, author, { pnpm_config_trust_lockfile: 'true' });
    const home = copy.env['HOME'] ?? '';
    await useRegistry(home, registry);
    await appendFile(join(home, '.npmrc'), `//${new URL(registry.url).host}/:_authToken=anybody\n`);
    await copyRepository(copy);
    const folders = await packageFolders();
    names = await Promise.all(
      folders.map(
        async (folder) => (JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest).name,
      ),
    );
  });
  after(async () => {
    await copy[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  it('raises every package that has changed, in one commit, with a tag for each', async () => {
    const { code, stderr } = await copy.sh('lerna version --yes --no-push');
    expect(code, stderr).to.equal(0);
    const tags = (await copy.sh('git tag --points-at HEAD')).stdout.trim().split('\n');
    expect(tags.sort()).to.deep.equal(names.map((name) => `${name}@1.1.0`).sort());
    expect((await copy.sh('git log --format=%s')).stdout).to.equal('chore(release): publish\nfeat: all of it\n');
    expect((await copy.sh('git status --porcelain')).stdout).to.equal('');
  });

  it('publishes every package, with ranges in place of what means something in the workspace only', async () => {
    const { code, stdout, stderr } = await copy.sh(
      `${await publishCommand()} --registry ${registry.url} --no-git-checks`,
    );
    expect(code, stdout + stderr).to.equal(0);
    for (const name of names) {
      const answer = await fetch(`${registry.url}${name.replace('/', '%2f')}/1.1.0`);
      expect(answer.status, name).to.equal(200);
      const { dependencies, peerDependencies } = (await answer.json()) as Manifest;
      const ranges = Object.entries({ ...dependencies, ...peerDependencies });
      for (const [other, range] of ranges) {
        expect(range, `${name} needs ${other}`).to.match(names.includes(other) ? /^\^1\.1\.0$/ : /^\d+\.\d+\.\d+/);
      }
    }
  });
});

/** The last step of the repository's own script, without what brings it the tools and those before. */
async function publishCommand(): Promise<string> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: { release: string };
  };
  return scripts.release.split('node scripts/bootstrap.mjs ').at(-1) ?? '';
}
