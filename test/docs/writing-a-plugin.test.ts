import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '@hatchery/testkit';
import { expect } from 'chai';
import { packageRules } from '../../cli/src/plugin-test/package-rules.ts';
import { anchorsOf, blocksOf, commandsOf, root } from '../support/markdown.ts';
import { writeTutorial } from '../support/tutorial.ts';

const source = 'docs/writing-a-plugin.md';
const destination = 'docs/writing-a-destination.md';
const page = readFileSync(join(root, source), 'utf8');
const ids = [...Object.keys(packageRules), ...Object.keys(rules)];

interface Report {
  readonly passed: boolean;
  readonly checks: readonly { id: string; status: string; page: string; seen?: string }[];
}

const plugins = [
  { path: source, files: [source], kind: 'source' },
  // It takes the compiler's settings from the other page.
  { path: destination, files: [source, destination], kind: 'destination' },
];

for (const { path, files, kind } of plugins) {
  describe(path, function () {
    this.timeout(240_000);

    it('holds a whole plugin, which builds and passes its own tests and ours, by the commands that are written', async () => {
      await using sandbox = await writeTutorial(...files);
      if (kind === 'destination') {
        await sandbox.sh(
          'rm src/collect.ts src/options.ts src/request-entries.ts test/collect.test.ts test/local-service.ts',
        );
      }
      const commands = blocksOf(readFileSync(join(root, path), 'utf8'))
        .filter(({ language }) => language === 'sh')
        .flatMap(commandsOf)
        .filter((command) => command !== 'npm install');
      expect(commands).to.deep.equal(['npm run build', 'npm test', 'npx hatchery plugins test']);
      for (const command of commands) {
        const { code, stdout, stderr } = await sandbox.sh(command);
        expect(code, `${command}\n${stdout}\n${stderr}`).to.equal(0);
      }
    });
  });
}

describe(source, function () {
  this.timeout(120_000);

  it('has a section for every rule, and for no other', () => {
    const sections = [...page.matchAll(/^#### (.*)$/gm)].map(([, id]) => id);
    expect(sections).to.have.members(ids);
    expect(anchorsOf(page)).to.include.members(ids);
  });

  for (const section of page.split(/^#### /m).slice(1)) {
    const id = section.split('\n')[0];
    it(`says of ${id} what is checked, why, and what to do`, () => {
      const parts = [...section.matchAll(/^\*\*(\w+):\*\* ./gm)].map(([, part]) => part);
      expect(parts).to.deep.equal(['Checked', 'Why', 'Do']);
    });
  }

  it('is where each failure leads that `hatchery plugins test` prints', async () => {
    await using sandbox = await writeTutorial(source);
    const manifest = JSON.parse(readFileSync(join(sandbox.folder, 'package.json'), 'utf8')) as object;
    await sandbox.write('package.json', JSON.stringify({ ...manifest, keywords: [], files: ['lib'] }));
    const { code, stdout } = await sandbox.sh('hatchery plugins test --json');
    const { passed, checks } = JSON.parse(stdout) as Report;
    expect({ code, passed }).to.deep.equal({ code: 1, passed: false });
    const failed = checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
    expect(failed).to.include.members(['package-keywords', 'package-entry', 'package-files']);
    for (const check of checks) {
      const [file, anchor = ''] = check.page.split('#');
      expect(file).to.equal(source);
      expect(anchorsOf(page)).to.include(anchor);
    }
  });
});
