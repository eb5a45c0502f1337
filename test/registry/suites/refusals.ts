import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Packed, publishPacked, type Registry, startEmptyRegistry } from '../../support/registry.ts';
import { packFiles, packSource } from '../support/pack-files.ts';
import type { Project } from '../support/project.ts';
import type { At } from './at.ts';

export function describeRefusals(at: At): void {
  const publish = async (...packages: readonly Packed[]) => {
    for (const packed of packages) await publishPacked(at().machine.registry, packed);
  };
  /** Installs what must be refused; the project must not show that anybody tried. */
  const refused = async (project: Project, name: string) => {
    const before = { manifest: project.text('package.json'), files: project.files(), packages: project.packages() };
    const { code, stdout, stderr } = await project.hatchery(`plugins install ${name}`);
    const after = { manifest: project.text('package.json'), files: project.files(), packages: project.packages() };
    expect(after).to.deep.equal(before);
    expect(stdout).to.equal('');
    expect(code, stderr).to.equal(1);
    return stderr;
  };
  const refusedAnew = async (name: string) => {
    const { machine, commands } = at();
    await using project = await machine.project(commands);
    return await refused(project, name);
  };

  it('run no install script, their own or a dependency’s, and say so', async () => {
    const { machine, commands } = at();
    await using project = await machine.project(commands);
    const canary = join(project.folder, 'canary');
    const scripts = { preinstall: `touch ${canary}`, install: `touch ${canary}`, postinstall: `touch ${canary}` };
    await publish(
      await packFiles({ 'package.json': { name: 'scripted-library', version: '1.0.0', scripts }, 'index.js': '' }),
      await packSource('hatchery-source-scripted', '1.0.0', { scripts, dependencies: { 'scripted-library': '1.0.0' } }),
    );
    const { code, stdout, stderr } = await project.hatchery('plugins install scripted');
    expect(code, stderr).to.equal(0);
    expect(project.packages()).to.include.members(['hatchery-source-scripted', 'scripted-library']);
    expect(project.files()).not.to.include('canary');
    expect(stderr).to.match(/scripts that will not run: .*postinstall/);
    expect(stdout).to.match(/Install scripts that were not run: .*hatchery-source-scripted.*scripted-library/);
  });

  it('are refused when the tarball is not the one that was published', async () => {
    await publish(await packSource('hatchery-source-tampered', '1.0.0'));
    await tamper(at().machine.registry, 'hatchery-source-tampered');
    expect(await refusedAnew('tampered')).to.match(/PLUGIN_INTEGRITY/);
  });

  it('are refused when the tarball of a dependency is not the one that was published', async () => {
    await publish(
      await packFiles({ 'package.json': { name: 'tampered-library', version: '1.0.0' }, 'index.js': '' }),
      await packSource('hatchery-source-trusting', '1.0.0', { dependencies: { 'tampered-library': '^1.0.0' } }),
    );
    await tamper(at().machine.registry, 'tampered-library');
    expect(await refusedAnew('trusting')).to.match(/PLUGIN_INTEGRITY/);
  });

  it('are refused when a dependency is nowhere to be had', async () => {
    await publish(
      await packSource('hatchery-source-lacking', '1.0.0', { dependencies: { 'no-such-library': '1.0.0' } }),
    );
    expect(await refusedAnew('lacking')).to.match(/INSTALL_FAILED.*no-such-library/s);
  });

  it('are refused when they are of another kind than their name says', async () => {
    await publish(await packSource('hatchery-source-posing', '1.0.0', { hatchery: { kind: 'destination' } }));
    expect(await refusedAnew('hatchery-source-posing')).to.match(/PLUGIN_NOT_A_PLUGIN.*"destination"/s);
  });

  it('are refused when they are not named as plugins are', async () => {
    await publish(await packSource('@acme/audit', '1.0.0'));
    expect(await refusedAnew('@acme/audit')).to.match(/PLUGIN_NOT_A_PLUGIN/);
    // A bare name is a plugin's short one, so that a library cannot be meant.
    expect(await refusedAnew('zod')).to.match(/PLUGIN_NOT_FOUND.*hatchery-source-zod/s);
  });

  describe('of a scope that has a registry of its own', () => {
    const [inside, confused] = ['@inner/hatchery-source-logs', '@inner/hatchery-source-absent'];
    let own: Registry;

    before(async () => {
      own = await startEmptyRegistry();
      const dependencies = { '@inner/library': '>=1' };
      const library = (version: string) =>
        packFiles({ 'package.json': { name: '@inner/library', version }, 'index.js': '' });
      await publishPacked(own, await packSource(inside, '1.0.0', { dependencies }));
      await publishPacked(own, await library('1.0.0'));
      // Somebody else has put packages of the same names, and of higher versions, where everybody looks.
      await publish(await packSource(inside, '99.0.0'), await packSource(confused, '99.0.0'), await library('99.0.0'));
    });
    after(() => own[Symbol.asyncDispose]());

    const project = async () => {
      const { machine, commands } = at();
      const made = await machine.project(commands);
      await made.write('.npmrc', `@inner:registry=${own.url}\n`);
      return made;
    };

    it('come from there, with what they need of that scope', async () => {
      await using made = await project();
      const { code, stderr } = await made.hatchery(`plugins install ${inside}`);
      expect(code, stderr).to.equal(0);
      const { packages } = made.json('package-lock.json') as { packages: Record<string, { resolved?: string }> };
      const scoped = Object.entries(packages).filter(([path]) => path.includes('@inner/'));
      expect(scoped).to.have.length(2);
      for (const [path, { resolved }] of scoped)
        expect(resolved, path).to.satisfy((url: string) => url.startsWith(own.url));
    });

    it('are refused when it does not have them, whoever else does', async () => {
      await using made = await project();
      expect(await refused(made, confused)).to.match(/PLUGIN_NOT_FOUND/);
    });
  });
}

/** Changes one bit of a published tarball, as nobody should be able to. */
async function tamper({ storage }: Registry, name: string): Promise<void> {
  const path = join(storage, name, `${name}-1.0.0.tgz`);
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
