import { globSync, readFileSync } from 'node:fs';
import { contractHint, contractRules } from '@hatchery/engine';
import { expect } from 'chai';
import { sectionsOf } from '../support/markdown.ts';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/contract.md', root), 'utf8');
const rules = Object.keys(contractRules) as (keyof typeof contractRules)[];

/** The sections of the page, by the rule that each is about. */
const sections = sectionsOf(page);

const sources = globSync(['packages/*/src/**/*.ts', 'cli/src/**/*.ts'], { cwd: root })
  .filter((path) => !path.endsWith('contract-rules.ts'))
  .map((path) => readFileSync(new URL(path, root), 'utf8'));
const tests = globSync(['packages/*/test/**/*.test.ts', 'cli/test/**/*.test.ts'], { cwd: root }).map((path) =>
  readFileSync(new URL(path, root), 'utf8'),
);

describe('docs/contract.md', () => {
  it('has a section for every rule, in the order of the source', () => {
    expect([...sections.keys()]).to.deep.equal(rules);
  });

  it('has the groups of the source', () => {
    const list = readFileSync(new URL('packages/engine/src/contract-rules.ts', root), 'utf8');
    const groups = [...list.matchAll(/^ {2}\/\/ (.*)$/gm)].map(([, group]) => group);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading?.toLowerCase())).to.deep.equal(groups);
  });

  for (const [rule, section] of sections) {
    it(`says of ${rule} what is seen and what to do instead`, () => {
      expect([...section.matchAll(/^\*\*(\w+):\*\* ./gm)].map(([, part]) => part)).to.deep.equal(['Seen', 'Instead']);
    });
  }
});

describe('the rules of the contract', () => {
  it('have names that are anchors of the page', () => {
    for (const rule of rules) {
      expect(rule).to.match(/^[a-z]+(-[a-z]+)+$/);
      expect(contractHint(rule)).to.match(new RegExp(`\\. See docs/contract\\.md#${rule}\\.$`));
    }
  });

  it('are all looked at, and all broken by a test', () => {
    const named = (texts: readonly string[], rule: string): boolean =>
      texts.some((text) => text.includes(`'${rule}'`) || text.includes(`#${rule}`));
    expect(rules.filter((rule) => !named(sources, rule))).to.deep.equal([]);
    expect(rules.filter((rule) => !named(tests, rule))).to.deep.equal([]);
  });
});
