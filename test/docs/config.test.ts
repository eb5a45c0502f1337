import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openProject } from '@hatchery/host';
import { expect } from 'chai';
import { root } from '../support/markdown.ts';
import { createSandbox } from '../support/sandbox.ts';

const page = readFileSync(join(root, 'docs/config.md'), 'utf8');

describe('docs/config.md', () => {
  it('says of keys and options what the schemas say', async function () {
    this.timeout(60_000);
    await promisify(execFile)(process.execPath, [join(root, 'cli/scripts/write-config-reference.js'), '--check']);
  });

  it('names the places where a config is searched for, in their order', async () => {
    await using sandbox = await createSandbox();
    const message = await openProject({ cwd: sandbox.folder }).then(
      () => '',
      (error: unknown) => String(error),
    );
    const searched = /looked for (.*) \(/.exec(message)?.[1]?.split(', ') ?? [];
    const listed = [...page.matchAll(/^\d\. (.*)$/gm)].map(([, line]) => line ?? '');
    const [modules = [], data = []] = listed.map((line) =>
      [...line.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
    );
    const here = [...modules.map((name) => (name.startsWith('.') ? `hatchery.config${name}` : name)), ...data];
    expect(here).to.have.length(8);
    expect(searched).to.deep.equal([...here, ...here.map((name) => `.config/${name}`), 'package.json']);
  });

  it('tells every plugin that is built', () => {
    const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[];
    };
    const plugins = references.flatMap(({ path }) => /^plugins\/(.*)$/.exec(path)?.[1] ?? []);
    const sections = [...page.matchAll(/^### (.*)$/gm)].map(([, name]) => name);
    expect(plugins).to.have.length.above(3);
    expect(sections).to.have.members(plugins);
  });
});
