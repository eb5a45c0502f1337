import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type CreatedPlugin, createPlugin } from '../src/create-plugin.ts';
import { resumeClassNames } from '../src/resume-class.ts';
import { type Outcome, ownFolder, root, run } from './support/run.ts';
import { type TemporaryFolder, temporaryFolder } from './support/temporary-folder.ts';

const templates = [
  ...resumeClassNames.map((resume) => ({ name: `one-${resume}`, kind: 'source', resume })),
  { name: '@acme/vault', kind: 'destination' },
];

interface Tried {
  readonly created: CreatedPlugin;
  readonly outcomes: Readonly<Record<'build' | 'lint' | 'test', Outcome>>;
}

/** Everything a new package offers, once; the packages and tools of this workspace stand in for what npm would install. */
async function tryOut(template: (typeof templates)[number], directory: string): Promise<Tried> {
  const created = await createPlugin(template, directory);
  await symlink(join(ownFolder, 'node_modules'), join(created.folder, 'node_modules'), 'dir');
  const script = (name: string): Promise<Outcome> => run('npm', ['run', name], created.folder);
  return {
    created,
    outcomes: { build: await script('build'), lint: await script('lint'), test: await script('test') },
  };
}

function shown({ stdout, stderr }: Outcome): string {
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => !/^\s*✔/.test(line))
    .join('\n');
}

describe('create-hatchery-plugin: what was written', function () {
  this.timeout(120_000);
  let at: TemporaryFolder;
  const tried = new Map<string, Promise<Tried>>();

  before(async () => {
    at = await temporaryFolder();
    // Mostly they wait: several at a time take little longer than one.
    const chains = [0, 1, 2].map((lane) =>
      templates
        .filter((_, index) => index % 3 === lane)
        .reduce<Promise<unknown>>((before, template) => {
          const next = before.then(() => tryOut(template, at.path));
          tried.set(template.name, next);
          return next.catch(() => {});
        }, Promise.resolve()),
    );
    await Promise.all(chains);
  });
  after(() => at[Symbol.asyncDispose]());

  for (const { name, kind, resume } of templates as { name: string; kind: string; resume?: string }[]) {
    describe(`a ${kind}${resume === undefined ? '' : `, ${resume}`}`, () => {
      for (const script of ['build', 'lint', 'test'] as const) {
        it(`does \`npm run ${script}\``, async () => {
          const { outcomes } = await (tried.get(name) as Promise<Tried>);
          expect(outcomes[script].code, shown(outcomes[script])).to.equal(0);
        });
      }

      it('is tested by the whole conformance suite', async () => {
        const { stdout } = (await (tried.get(name) as Promise<Tried>)).outcomes.test;
        expect(Number(/tests (\d+)/.exec(stdout)?.[1])).to.be.greaterThan(60);
        expect(stdout)
          .to.match(/skipped 0/)
          .and.match(/todo 0/);
      });

      it('keeps no word of the template', async () => {
        const { created } = await (tried.get(name) as Promise<Tried>);
        for (const file of created.files) {
          expect(await readFile(join(created.folder, file), 'utf8'), file).not.to.match(/acme.?cloud/i);
        }
      });

      it('imports only what it depends on', async () => {
        const { created } = await (tried.get(name) as Promise<Tried>);
        const manifest = JSON.parse(await readFile(join(created.folder, 'package.json'), 'utf8')) as {
          devDependencies: object;
          peerDependencies: object;
        };
        for (const file of created.files.filter((path) => path.endsWith('.ts'))) {
          const text = await readFile(join(created.folder, file), 'utf8');
          const imported = [...text.matchAll(/ from '([^'.][^']*)'/g)].map(([, from = '']) => from);
          const own = file.startsWith('src/') ? manifest.peerDependencies : manifest.devDependencies;
          const foreign = imported.filter((from) => !from.startsWith('node:') && !(from in own));
          expect(foreign, file).to.deep.equal([]);
        }
      });

      it('describes its options in the README as the schema does', async () => {
        const { created } = await (tried.get(name) as Promise<Tried>);
        const readme = await readFile(join(created.folder, 'README.md'), 'utf8');
        const { options } = (await import(join(created.folder, 'src/options.ts'))) as {
          options: { shape: Record<string, { description?: string }> };
        };
        const rows = [...readme.matchAll(/^\| *`(\w+)` *\|[^|]*\| *(.*?) *\|$/gm)];
        expect(rows.map(([, option]) => option)).to.have.members(Object.keys(options.shape));
        for (const [, option = '', text = ''] of rows) {
          expect(text.replace(/ Required\.$/, ''), option).to.equal(options.shape[option]?.description);
        }
      });
    });
  }

  it('packs its code, and neither tests nor settings', async () => {
    const { created } = await (tried.get('one-cursor') as Promise<Tried>);
    const packed = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], created.folder);
    const [{ files }] = JSON.parse(packed.stdout) as [{ files: { path: string }[] }];
    const paths = files.map(({ path }) => path);
    expect(paths).to.include.members(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']);
    expect(paths.filter((path) => !/^(dist|src)\/|^(LICENSE|README\.md|package\.json)$/.test(path))).to.deep.equal([]);
  });

  it('is found good by `hatchery plugins test`', async () => {
    const { created } = await (tried.get('one-ascending') as Promise<Tried>);
    const { code, stdout } = await run(
      process.execPath,
      [join(root, 'cli/bin/hatchery.js'), 'plugins', 'test', '--json'],
      created.folder,
    );
    const { checks } = JSON.parse(stdout) as { checks: { id: string; status: string; seen?: string }[] };
    expect(checks.filter(({ status }) => status === 'failed')).to.deep.equal([]);
    expect(checks.filter(({ id }) => id.startsWith('package-')).length).to.be.greaterThan(7);
    expect(code).to.equal(0);
  });
});
