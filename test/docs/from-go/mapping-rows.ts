/** A row of one of the page's tables: what stands in code in its first two cells. */
export interface MappingRow {
  readonly there: readonly string[];
  readonly here: readonly string[];
}

/** The rows of the tables under a heading, without their heads. */
export function mappingRows(page: string, heading: string): MappingRow[] {
  const section = page.split(/^(?=## )/m).find((text) => text.startsWith(`## ${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => /^\| [^-]/.test(line) && !line.startsWith('| there '));
  return rows.map((row) => {
    const [, there = '', here = ''] = row.split('|');
    return { there: codeIn(there), here: codeIn(here) };
  });
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
}
