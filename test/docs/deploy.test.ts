import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { linkPackages } from '../support/linked-project.ts';
import { allPages, blocksOf, commandsOf } from '../support/markdown.ts';
import { createSandbox, type Sandbox } from '../support/sandbox.ts';

const pages = allPages().filter(({ path }) => path.startsWith('docs/deploy/'));
const config = pages.flatMap(({ text }) => blocksOf(text)).find(({ title }) => title === 'hatchery.yaml')?.text ?? '';

/** The pages about deployment: their commands are run, on the config of the first page, and what they show is compared with the files. */
describe('docs/deploy', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await createSandbox();
    await linkPackages(sandbox.folder);
    const names = ['hatchery-source-slack', 'hatchery-source-1password', 'hatchery-dest-gcs'];
    const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
    await sandbox.write('package.json', JSON.stringify({ name: 'acme-logs', private: true, dependencies }));
    await sandbox.write('hatchery.yaml', config);
  });
  after(() => sandbox[Symbol.asyncDispose]());

  it('has a page for each target, which the first one names', () => {
    const names = pages.map(({ path }) => path.replace('docs/deploy/', ''));
    const [, overview = ''] =
      /# Deployment\n(.*)/s.exec(pages.find(({ path }) => path.endsWith('README.md'))?.text ?? '') ?? [];
    const linked = [...overview.matchAll(/^\| \[`([\w-]+)`\]\(\1\.md\)/gm)].map(([, name = '']) => `${name}.md`);
    expect(linked).to.have.length(7);
    expect(names).to.have.members(['README.md', ...linked]);
  });

  for (const { path, text } of pages) {
    const blocks = blocksOf(text);
    const shown = blocks.filter(({ title }) => title !== undefined && title !== 'hatchery.yaml');
    const commands = blocks
      .filter(({ language, title }) => language === 'sh' && title === undefined)
      .flatMap(commandsOf);

    it(`${path} shows commands that work, and what they write`, async () => {
      expect(commands).not.to.deep.equal([]);
      for (const command of commands) {
        expect(command).to.match(/^hatchery deploy /);
        const { code, stderr } = await sandbox.sh(command);
        expect(code, `${command}\n${stderr}`).to.equal(0);
      }
      for (const block of shown) {
        const written = await readFile(join(sandbox.folder, block.title ?? ''), 'utf8');
        expect(written, `line ${block.line}`).to.include(block.text);
      }
    });
  }
});
