import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { blocksOf, commandsOf, root } from '../support/markdown.ts';

const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
const inProse = [...page.matchAll(/`((?:npm|pnpm) [^`]+)`/g)].map(([, command]) => command ?? '');
const commands = [
  ...blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(commandsOf),
  ...inProse,
];

/** What takes minutes, publishes or changes the tree is not run here; its parts have to be there. */
describe('CONTRIBUTING.md', () => {
  it('names scripts that there are', () => {
    const own = scriptsOf('package.json');
    const ofCli = scriptsOf('cli/package.json');
    const missing = commands.filter((command) => {
      const [, filter, script = ''] = /^p?npm (--filter hatchery )?(?:run )?([\w:-]+)/.exec(command) ?? [];
      if (['install', ''].includes(script)) return false;
      return !(filter === undefined ? own : ofCli).includes(script);
    });
    expect(commands.filter((command) => /^p?npm /.test(command))).to.have.length.above(10);
    expect(missing).to.deep.equal([]);
  });

  it('names files and folders that there are', () => {
    const paths = [...page.matchAll(/(?<![\w/.-])((?:packages|plugins|cli|docs|bench|examples|api)\/[\w./-]*)/g)]
      .map(([, path]) => path?.replace(/\.$/, '') ?? '')
      .filter((path) => !/NAME|results|hatchery-(source|dest)-$/.test(path));
    expect(paths).to.have.length.above(10);
    expect(paths.filter((path) => !existsSync(join(root, path)))).to.deep.equal([]);
  });
});

function scriptsOf(manifest: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as { scripts: Record<string, string> };
  return Object.keys(scripts);
}
