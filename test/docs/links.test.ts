import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { allPages, anchorsOf, linksOf, root } from '../support/markdown.ts';

const pages = allPages();
const relative = (link: string) => !/^[a-z]+:/i.test(link);

describe('the links of all pages', () => {
  for (const { path, text } of pages.filter((page) => linksOf(page.text).some(relative))) {
    it(`${path} links to what is there`, () => {
      const broken = linksOf(text)
        .filter(relative)
        .filter((link) => !leadsSomewhere(path, text, link));
      expect(broken).to.deep.equal([]);
    });
  }

  it('are found', () => {
    const links = pages.flatMap(({ text }) => linksOf(text)).filter(relative);
    expect(pages.length).to.be.above(30);
    expect(links.length).to.be.above(100);
    expect(links.filter((link) => link.includes('#')).length).to.be.above(50);
  });

  it('would be noticed if they led nowhere', () => {
    const text = '# One two\n\n[a](#one-two) [b](#three) [c](no-such-file.md) [d](README.md#no-such-part) [e](docs)\n';
    expect(linksOf(text).filter((link) => !leadsSomewhere('README.md', text, link))).to.deep.equal([
      '#three',
      'no-such-file.md',
      'README.md#no-such-part',
    ]);
  });

  it('lead from the index of docs to each of its pages', () => {
    const index = pages.find(({ path }) => path === 'docs/README.md');
    const linked = linksOf(index?.text ?? '');
    const listed = pages.flatMap(({ path }) => /^docs\/([\w-]+\.md)$/.exec(path)?.[1] ?? []);
    for (const name of listed.filter((each) => each !== 'README.md')) expect(linked).to.include(name);
  });
});

function leadsSomewhere(from: string, text: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? join(root, from) : join(root, dirname(from), decodeURIComponent(file));
  if (!existsSync(target)) return false;
  if (anchor === undefined || statSync(target).isDirectory()) return anchor === undefined;
  return anchorsOf(file === '' ? text : readFileSync(target, 'utf8')).includes(anchor);
}
