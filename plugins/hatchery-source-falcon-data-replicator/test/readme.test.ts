import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { options } from '../src/options.ts';

describe('fdr: README', () => {
  it('lists the options that there are', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const [, section = ''] = /\n## Options\n(.*?)\n## /s.exec(readme) ?? [];
    const rows = [...section.matchAll(/^\| *((?:`\w+`(?:, )?)+) *\|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(rows).to.have.members(Object.keys(options.shape));
  });
});
