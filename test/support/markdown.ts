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
    const [, language = '', title] = fence;
    blocks.push({ language, text: `${lines.slice(i + 1, end).join('\n')}\n`, line: i + 1, ...(title === undefined ? {} : { title }) });
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
