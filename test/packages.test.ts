import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startApiServer } from '@hatchery/testkit';
import { expect } from 'chai';
import { buildImage } from './support/image.ts';
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

  it('bring the pages that errors name', async () => {
    const pages = join(sandbox.folder, 'node_modules/hatchery/dist/docs');
    expect(await readFile(join(pages, 'contract.md'), 'utf8')).to.include('### await-every-call');
    expect(await readFile(join(pages, 'errors.md'), 'utf8')).to.include('### CONTRACT_VIOLATED');
  });

  it('run no install script', async () => {
    const lock = JSON.parse(await readFile(join(sandbox.folder, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>;
    };
    const scripted = Object.entries(lock.packages).filter(([, entry]) => entry.hasInstallScript === true);
    expect(scripted).to.deep.equal([]);
  });

  it('build the image that `hatchery deploy docker` describes, which runs as nobody on files that it cannot write to', async () => {
    const deploy = await sandbox.sh('hatchery deploy docker');
    expect(deploy.code, deploy.stderr).to.equal(0);
    await sandbox.write('.env', 'SECRET=1');
    await using image = await buildImage(sandbox.folder, { npm_config_registry: registry.url });
    expect(await image.files())
      .to.include('hatchery.yaml')
      .and.not.include('.env')
      .and.not.include('.npmrc');
    const check = await image.start(['check'], { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' }).result;
    expect(check.code, check.stderr).to.equal(0);
    expect(check.stderr + check.stdout, 'what was compiled while it was built').to.match(/hatchery\.js was accepted/);

    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    await using server = await startApiServer({
      handle: () => {
        asked();
        return new Promise(() => undefined);
      },
    });
    const config = `streams: [{ id: slow, tags: [t], source: { use: http, url: '${server.url}' }, destination: { use: file, path: '${image.scratch}' } }]`;
    await image.mount('slow.yaml', config);
    const run = image.start(['run', '--stream-tags=t', '--config=slow.yaml']);
    await isAsked;
    run.child.kill('SIGTERM');
    const { code, stderr } = await run.result;
    expect(code, stderr).to.equal(143);
  });
});
