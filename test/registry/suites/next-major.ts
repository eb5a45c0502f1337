import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { publishPacked } from '../../support/registry.ts';
import { nextMajor } from '../support/next-major.ts';
import type { Outcome } from '../../support/sandbox.ts';
import type { Project } from '../support/project.ts';
import type { At } from './at.ts';

/** What there is of the next major: the command with all it needs, and one plugin of two. */
const moved = /^(hatchery|@hatchery\/.*|hatchery-dest-file|hatchery-source-http)$/;

export function describeNextMajor(at: At): void {
  describe('when the core moves to the next major', () => {
    let service: Server;
    let project: Project;
    /** A `hatchery` of the next major in the same project. */
    let next: (words: string, where?: Project) => Promise<Outcome>;

    before(async () => {
      const { machine, commands } = at();
      service = createServer((_request, response) => response.end('{"log":["entry"]}')).listen(0, '127.0.0.1');
      const own = machine.own.filter(({ manifest }) => moved.test(manifest.name));
      for (const packed of await nextMajor(own)) await publishPacked(machine.registry, packed);
      const nextCommands = await machine.install('hatchery@2');
      project = await machine.project(commands);
      next = (words, { sh } = project) => sh(`'${nextCommands}/hatchery' ${words}`);
    });
    after(async () => {
      await project[Symbol.asyncDispose]();
      service.closeAllConnections();
      await new Promise((resolve) => service.close(resolve));
    });

    it('the newest version that fits is installed, and why it is not the newest of all is said', async () => {
      const { code, stderr } = await project.hatchery('plugins install http');
      expect(code, stderr).to.equal(0);
      expect(stderr).to.match(/^hatchery-source-http 1\.0\.0: source/);
      expect(stderr).to.include('not 2.0.0, because it asks for @hatchery/core ^2.0.0');
      expect(versionOf(project, 'hatchery-source-http')).to.equal('1.0.0');
      await project.write('hatchery.yaml', configFor((service.address() as AddressInfo).port));
      const run = await project.hatchery('run -t daily');
      expect(run.code, run.stderr).to.equal(0);
    });

    it('the old plugins are refused by the new core, which says what it is', async () => {
      const { code, stderr } = await next('run -t daily');
      expect(code).to.equal(2);
      expect(stderr)
        .to.include('PLUGIN_INCOMPATIBLE')
        .and.include(
          'The plugin hatchery-source-http 1.0.0 does not fit: it asks for ^1.0.0, and this is @hatchery/core 2.0.0.',
        )
        .and.include('`hatchery plugins update hatchery-source-http`');
      const { plugins } = JSON.parse((await next('plugins --json')).stdout) as { plugins: Listed[] };
      const listed = Object.fromEntries(plugins.map(({ name, fits, problem }) => [name, problem?.code ?? fits]));
      expect(listed).to.deep.equal({ 'hatchery-source-http': 'PLUGIN_INCOMPATIBLE', 'hatchery-dest-file': true });
    });

    it('an update brings the version that fits, beyond the range that was asked for', async () => {
      const { code, stdout, stderr } = await next('plugins update --all');
      expect(code, stderr).to.equal(0);
      expect(stdout).to.match(/hatchery-source-http 1\.0\.0 became 2\.0\.0/);
      expect(versionOf(project, 'hatchery-source-http')).to.equal('2.0.0');
      expect(project.json('package.json')['dependencies']).to.deep.equal({ 'hatchery-source-http': '^2.0.0' });
      const run = await next('run -t daily');
      expect(run.code, run.stderr).to.equal(0);
    });

    it('a plugin that has no version for it yet stays as it is, and cannot be installed anew', async () => {
      const { machine, commands } = at();
      await using other = await machine.project(commands);
      const refused = await next('plugins install 1password', other);
      expect(refused.code).to.equal(1);
      expect(refused.stderr).to.match(
        /NO_FITTING_VERSION.* 1\.0\.0 asks for @hatchery\/core \^1\.0\.0, and this is @hatchery\/core 2\.0\.0\./,
      );
      expect(other.packages()).to.deep.equal([]);

      await other.hatchery('plugins install 1password');
      const update = await next('plugins update --all', other);
      expect(update.code).to.equal(1);
      expect(update.stdout).to.match(/hatchery-source-1password 1\.0\.0 stays: .*asks for @hatchery\/core \^1\.0\.0/);
      expect(versionOf(other, 'hatchery-source-1password')).to.equal('1.0.0');
    });
  });
}

interface Listed {
  readonly name: string;
  readonly fits: boolean;
  readonly problem?: { readonly code: string };
}

function versionOf(project: Project, name: string): unknown {
  return project.json(`node_modules/${name}/package.json`)['version'];
}

function configFor(port: number): string {
  return `
    streams:
      - id: log
        tags: [daily]
        source: { use: http, url: 'http://127.0.0.1:${port}/log' }
        destination: { use: file, path: ./logs }`;
}
