import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Registry, startRegistry, useRegistry } from './support/registry.ts';
import { createSandbox, type Sandbox } from './support/sandbox.ts';

describe('the published packages', function () {
  this.timeout(120_000);
  let registry: Registry;
  let sandbox: Sandbox;

  before(async () => {
    registry = await startRegistry();
    sandbox = await createSandbox();
    await useRegistry(sandbox.folder, registry);
  });
  after(async () => {
    await sandbox[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
  });

  it('install with npm and collect, with nothing of the repository at hand', async () => {
    await sandbox.write('package.json', '{ "private": true }');
    const install = await sandbox.sh('npm install hatchery hatchery-source-http');
    expect(install.code, install.stderr).to.equal(0);
    await sandbox.write(
      'my-source.mjs',
      `
      import { defineSource, z } from '@hatchery/core';
      export default defineSource({
        config: z.strictObject({}),
        async collect({ pipe }) { await pipe.spout('{"collected":true}'); },
      });`,
    );
    await sandbox.write(
      'hatchery.yaml',
      `
      streams:
        - { id: mine, tags: [daily], source: { use: ./my-source.mjs }, destination: { use: file, path: ./logs }, name: "mine.{ext}" }`,
    );
    const result = await sandbox.sh('hatchery run -t daily --json');
    expect(result.code, result.stderr).to.equal(0);
    expect(await readFile(join(sandbox.folder, 'logs/mine.json'), 'utf8')).to.equal('{"collected":true}');
  });

  it('run no install script', async () => {
    const lock = JSON.parse(await readFile(join(sandbox.folder, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const scripted = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript === true);
    expect(scripted).to.deep.equal([]);
  });
});
