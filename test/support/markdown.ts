import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root: string = join(import.meta.dirname, '../..');

/** A Markdown page of this repository. */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** All pages that people have written, or that are generated for them; no package's changelog, and no template. */
export function allPages(): Page[] {
  const paths = globSync(['*.md', '{api,docs,cli,bench,examples,packages,plugins,test}/**/*.md'], {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|dist|fixtures|results|logs|templates|CHANGELOG\.md)$/.test(path),
  });
  return paths.sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  /** From `title="…"` behind the language. */
  readonly title?: string;
  readonly text: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown page, in order. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  const lines = page.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const fence = /^```(\w+)?\s*(?:title="([^"]+)")?/.exec(lines[i] ?? '');
    if (fence === null) continue;
    const end = lines.indexOf('```', i + 1);
    if (end === -1) throw new Error(`The block that starts in line ${i + 1} has no end.`);
    const [, language = '', title] = fence;
    const text = `${lines.slice(i + 1, end).join('\n')}\n`;
    blocks.push({ language, text, line: i + 1, ...(title === undefined ? {} : { title }) });
    i = end;
  }
  return blocks;
}

/** The commands of a shell block: the lines behind `$ `, or all of them in a block without any; the rest is output. */
export function commandsOf(block: Block): string[] {
  const lines = block.text.split('\n').filter((line) => line !== '');
  const prompted = lines.filter((line) => line.startsWith('$ '));
  return prompted.length > 0 ? prompted.map((line) => line.slice(2)) : lines.filter((line) => !line.startsWith('#'));
}

/** The anchors that the headings of a page get, as GitHub makes them. */
export function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...withoutBlocks(page).matchAll(/^#{1,6} (.*)$|^(.+)\n(?:=+|-+)$/gm)].map(([, hashed, underlined]) => {
    const anchor = slug(hashed ?? underlined ?? '');
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** Where the links and images of a page lead, but for those in code. */
export function linksOf(page: string): string[] {
  const prose = withoutBlocks(page).replaceAll(/(?<!\[)`[^`\n]+`(?!\])/g, '');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, link]) => link ?? '');
}

function withoutBlocks(page: string): string {
  return page.replaceAll(/^```[^]*?^```$/gm, '');
}

function slug(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

/** The sections of a page's third level, each up to the next heading of that level or the second, by their headings. */
export function sectionsOf(page: string): Map<string, string> {
  return new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((section) => {
        const end = section.indexOf('\n');
        return [section.slice(0, end), section.slice(end).split(/^## /m)[0] ?? ''];
      }),
  );
}
