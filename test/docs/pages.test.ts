import { existsSync, readFileSync } from 'node:fs';
import { nameFields, nameTemplateProblem } from '@hatchery/engine';
import { expect } from 'chai';

const docs = new URL('../../docs/', import.meta.url);
const pages = ['README.md', 'concepts.md', 'errors.md', 'object-names.md', 'security.md'];

function read(path: string | URL): string {
  return readFileSync(new URL(path, docs), 'utf8');
}

/** The anchors that a page's headings get. */
function anchors(page: string): string[] {
  const headings = [...page.replaceAll(/^```[^]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(
    ([, heading]) => heading ?? '',
  );
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the pages of docs', () => {
  for (const name of pages) {
    it(`${name} links to what is there`, () => {
      const page = new URL(name, docs);
      for (const [, link = ''] of read(name).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^https?:/.test(link)) continue;
        const [path, anchor] = link.split('#');
        const target = path === '' || path === undefined ? page : new URL(path, page);
        expect(existsSync(target), link).to.equal(true);
        if (anchor !== undefined) expect(anchors(read(target)), link).to.include(anchor);
      }
    });
  }

  it('are all in the index', () => {
    for (const name of pages.slice(1)) expect(read('README.md')).to.contain(`(${name})`);
  });
});

describe('docs/object-names.md', () => {
  const page = read('object-names.md');

  it('explains every placeholder, and no other', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `{'));
    const explained = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/\{([^}]+)\}/g)].map(([, field]) => field),
    );
    expect(explained).to.have.members([...nameFields]);
  });

  it('shows templates that are right', () => {
    const templates = [...page.matchAll(/^(?: {2}name: ")?(\{[^"\n]*\})"?$/gm)].map(([, template]) => template ?? '');
    expect(templates).to.have.length(2);
    for (const template of templates) expect(nameTemplateProblem(template), template).to.equal(undefined);
  });
});
