import { join } from 'node:path';
import { expect } from 'chai';
import { isPublished } from '../../src/plugin-test/is-published.ts';
import { packageRules } from '../../src/plugin-test/package-rules.ts';
import { buildCli } from '../support/build-cli.ts';
import { hatchery } from '../support/hatchery.ts';
import { folder } from '../support/project.ts';
import { code, conformance, manifest, pluginPackage } from './plugin-package.ts';

interface Report {
  readonly plugin: { readonly name: string; readonly version: string; readonly kind: string };
  readonly passed: boolean;
  readonly checks: readonly {
    readonly id: string;
    readonly status: string;
    readonly seen?: string;
    readonly why: string;
    readonly page: string;
  }[];
}

/** Runs the command for a program; every report must hold what is needed. */
async function report(cwd: string): Promise<Report & { readonly code: number | null; failed: string[] }> {
  const { stdout, code: exit } = await hatchery(['plugins', 'test', '--json'], { cwd });
  const parsed = JSON.parse(stdout) as Report;
  for (const { id, why, page } of parsed.checks) {
    expect(why, id).to.have.length.above(20);
    expect(page).to.equal(`docs/writing-a-plugin.md#${id}`);
  }
  const failed = new Set(parsed.checks.filter(({ status }) => status === 'failed').map(({ id }) => id));
  return { ...parsed, code: exit, failed: [...failed] };
}

describe('plugins test', function () {
  this.timeout(60_000);
  before(buildCli);

  it('passes a plugin in order, with no test code, and says what it could not test', async () => {
    await using made = await pluginPackage();
    const { code: exit, stdout } = await hatchery(['plugins', 'test'], { cwd: made.cwd });
    expect(stdout).to.match(/^hatchery-source-acme 1\.2\.3: source$/m);
    expect(stdout).to.match(/^ {2}- +has a conformance module \(.*names none/m);
    expect(stdout).to.match(/^\d+ checks: passed, \d+ ok, 1 not applicable$/m);
    expect(exit).to.equal(0);
  });

  it('runs the whole suite where a conformance module tells of the API', async () => {
    await using made = await pluginPackage({ conformance });
    const { code: exit, failed, checks } = await report(made.cwd);
    expect(failed).to.deep.equal([]);
    expect(checks.filter(({ status }) => status === 'ok')).to.have.length.above(60);
    expect(exit).to.equal(0);
  });

  it('takes a folder, and says of what failed what was seen, why it matters, and where to read on', async () => {
    const broken = code.replace('await pipe.commit(next)', 'await pipe.commit(String(Number(next) + 4))');
    await using made = await pluginPackage({ conformance, code: broken });
    const { code: exit, stdout } = await hatchery(['plugins', 'test', made.cwd], { cwd: '/' });
    expect(exit).to.equal(1);
    expect(stdout).to.match(
      /FAILED goes on after a stop in the middle of each of its requests\n +seen: .*event\(s\) missing/,
    );
    expect(stdout).to.match(/\n +why: +SIGTERM comes[^\n]*\n +page: docs\/writing-a-plugin\.md#resume-requests\n/);
    expect(stdout).to.match(/^\d+ checks: [2-9] failed, /m);
  });

  const faults: Record<string, Readonly<Record<string, unknown>>> = {
    'package-name': { hatchery: { kind: 'destination', permissions: { hosts: ['a.example'] } } },
    'package-keywords': { keywords: ['hatchery'] },
    'package-core-range': { peerDependencies: {} },
    'package-entry': { exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } },
    'package-types': { exports: './dist/index.js', types: './dist/missing.d.ts' },
    'package-files': { files: ['lib', '!dist'] },
    'package-permissions': { hatchery: { kind: 'source' } },
  };
  for (const [id, part] of Object.entries(faults)) {
    it(`finds what is wrong with a package: ${id}`, async () => {
      await using made = await pluginPackage({ manifest: part });
      const found = await report(made.cwd);
      expect(found.failed).to.deep.equal([id]);
      expect(found.code).to.equal(1);
      expect(Object.keys(packageRules)).to.include(id);
    });
  }

  it('finds a package that was not built', async () => {
    const exports = {
      '.': { types: './lib/index.d.ts', default: './lib/index.js' },
      './package.json': './package.json',
    };
    await using made = await pluginPackage({ manifest: { exports, files: ['lib'] } });
    const { failed, checks } = await report(made.cwd);
    expect(failed).to.deep.equal(['package-entry', 'package-types', 'package-loads']);
    expect(checks.find(({ id }) => id === 'package-entry')?.seen).to.include('was it built');
  });

  it('finds a core that the plugin would bring itself, and one that it does not fit', async () => {
    await using bundled = await pluginPackage({ manifest: { dependencies: { '@hatchery/core': '^1.0.0' } } });
    expect((await report(bundled.cwd)).failed).to.deep.equal(['package-core-range']);
    await using older = await pluginPackage({ manifest: { peerDependencies: { '@hatchery/core': '^0.3.0' } } });
    const { failed, checks } = await report(older.cwd);
    expect(failed).to.deep.equal(['package-core-range', 'package-loads']);
    expect(checks.find(({ id }) => id === 'package-loads')?.seen).to.include('^0.3.0');
  });

  it('says why a plugin does not load, and ends there', async () => {
    await using made = await pluginPackage({ code: 'throw new Error("not today");' });
    const { failed, checks } = await report(made.cwd);
    expect(failed).to.deep.equal(['package-loads']);
    expect(checks.at(-1)?.seen).to.include('not today');
  });

  it('tests what it can when the conformance module is not there, or gives something else', async () => {
    const named = { hatchery: { ...(manifest['hatchery'] as object), conformance: './test/missing.js' } };
    for (const made of [
      await pluginPackage({ manifest: named }),
      await pluginPackage({ conformance: 'export default { server() {} };' }),
      await pluginPackage({ conformance: 'throw new Error("no server");' }),
    ]) {
      await using _made = made;
      const { failed, checks } = await report(made.cwd);
      expect(failed).to.deep.equal(['package-conformance']);
      expect(checks.map(({ id }) => id)).to.include('hostile');
    }
  });

  it('finds a plugin that prints its secret, and does not show that secret itself', async () => {
    const careless = code.replace(
      'const { from, to }',
      'console.log("with", config.token.reveal()); const { from, to }',
    );
    await using made = await pluginPackage({ code: careless });
    const { stdout, stderr } = await hatchery(['plugins', 'test'], { cwd: made.cwd });
    expect(stdout).to.match(/FAILED shows no secret when the service answers 500/);
    expect(stderr).to.include('with [secret]');
    expect((await report(made.cwd)).failed, 'standard output holds nothing but the result').to.deep.equal([
      'secrets-hidden',
    ]);
  });

  it('needs a package.json that can be read', async () => {
    await using empty = await folder();
    await using broken = await folder({ 'package.json': '{' });
    for (const cwd of [empty.cwd, broken.cwd, join(empty.cwd, 'nowhere')]) {
      const { code: exit, stderr } = await hatchery(['plugins', 'test', cwd], { cwd: '/' });
      expect(exit, stderr).to.equal(2);
      expect(stderr).to.match(/^USAGE: There is no package\.json in /);
    }
  });

  it('is not led astray by what a package says of itself', async () => {
    await using made = await folder({
      'package.json': JSON.stringify({ name: '\u001b[2Jx', version: 7, exports: 7, files: 'dist', hatchery: [] }),
    });
    const { code: exit, stdout } = await hatchery(['plugins', 'test'], { cwd: made.cwd });
    expect(exit).to.equal(1);
    expect(stdout).not.to.include('\u001b');
    expect(stdout).to.match(/FAILED is loaded as a plugin/);
  });
});

describe('isPublished', () => {
  const cases: [file: string, files: string[], expected: boolean][] = [
    ['dist/index.js', ['dist'], true],
    ['dist/deep/index.js', ['./dist/'], true],
    ['dist/index.js', ['dist/**/*.js'], true],
    ['dist/index.js', ['*.js'], false],
    ['index.js', ['*.js'], true],
    ['distant/index.js', ['dist'], false],
    ['dist/index.js', ['dist', '!dist/index.js'], false],
    ['dist/index.js', [], false],
    ['dist/index.js', ['.'], true],
  ];
  for (const [file, files, expected] of cases) {
    it(`says ${expected} of ${file} in ${JSON.stringify(files)}`, () => {
      expect(isPublished(`/a/${file}`, '/a', files)).to.equal(expected);
    });
  }
});
