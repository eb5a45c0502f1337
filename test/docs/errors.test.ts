import { globSync, readFileSync } from 'node:fs';
import { errorCodes } from '@hatchery/core';
import { expect } from 'chai';
import { sectionsOf } from '../support/markdown.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/errors.md', root), 'utf8');

/** The sections of the page, by the code that each is about. */
const sections = sectionsOf(page);

/** The text of all sources, without the list of codes itself. */
const sources = globSync(['packages/*/src/**/*.ts', 'plugins/*/src/**/*.ts', 'cli/src/**/*.ts'], { cwd: root })
  .filter((path) => !path.endsWith('error-codes.ts'))
  .map((path) => readFileSync(new URL(path, root), 'utf8'));

describe('docs/errors.md', () => {
  it('explains every code, in the order of the source', () => {
    expect([...sections.keys()]).to.deep.equal([...errorCodes]);
  });

  for (const [code, section] of sections) {
    it(`says of ${code} what it means, why it happens and what to do`, () => {
      expect([...section.matchAll(/^\*\*(\w+):\*\* ./gm)].map(([, part]) => part)).to.deep.equal([
        'Means',
        'Why',
        'Do',
      ]);
    });
  }

  it('has the groups of the source', () => {
    const list = readFileSync(new URL('packages/core/src/error-codes.ts', root), 'utf8');
    const groups = [...list.matchAll(/^ {2}\/\/ (.*)$/gm)].map(([, group]) => group);
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading?.toLowerCase());
    expect(headings).to.deep.equal(groups);
  });

  it('mentions no code that does not exist', () => {
    const mentioned = [...page.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code ?? '');
    const variables = new Set(['HATCHERY_ENV', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY']);
    expect(mentioned.filter((code) => !variables.has(code) && !sections.has(code))).to.deep.equal([]);
  });
});

describe('error codes', () => {
  it('are all used', () => {
    const used = (code: string): boolean => sources.some((text) => text.includes(`'${code}'`));
    expect(errorCodes.filter((code) => !used(code))).to.deep.equal([]);
  });

  it('are all listed that hatchery and its own plugins throw', () => {
    const thrown = sources.flatMap((text) =>
      [...text.matchAll(/new HatcheryError\(\s*'(\w+)'/g)].map(([, code]) => code),
    );
    const listed: readonly (string | undefined)[] = errorCodes;
    expect(thrown.length).to.be.above(errorCodes.length);
    // The example in the contract's documentation is a plugin's.
    expect(thrown.filter((code) => !listed.includes(code) && code !== 'SOURCE_REJECTED')).to.deep.equal([]);
  });
});
