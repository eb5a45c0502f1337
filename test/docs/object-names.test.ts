import { readFileSync } from 'node:fs';
import { nameFields, nameTemplateProblem } from '@hatchery/engine';
import { expect } from 'chai';

describe('docs/object-names.md', () => {
  const page = readFileSync(new URL('../../docs/object-names.md', import.meta.url), 'utf8');

  it('explains every placeholder, and no other', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `{'));
    const explained = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/\{([^}]+)\}/g)].map(([, field]) => field),
    );
    expect(explained).to.have.members([...nameFields]);
  });

  it('shows templates that are right', () => {
    const templates = [...page.matchAll(/^(?: {2}name: ['"])?(\{[^'"\n]*\})['"]?$/gm)].map(
      ([, template]) => template ?? '',
    );
    expect(templates).to.have.length(2);
    for (const template of templates) expect(nameTemplateProblem(template), template).to.equal(undefined);
  });
});
