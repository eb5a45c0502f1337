import { parse } from 'yaml';

/** A row of the page's table of names. */
export interface NameRow {
  readonly source: string;
  readonly store: 'Google Cloud Storage' | 'Amazon S3';
  readonly template: string;
  /** Options of the source that the row asks for. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What the row says in words, where it asks for no options. */
  readonly condition: string;
}

/** The rows under "Object names". */
export function nameRows(page: string): NameRow[] {
  const section = page.split(/^(?=## )/m).find((text) => text.startsWith('## Object names')) ?? '';
  return [...section.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| `(\{[^|`]+)` +\| ([^|]*?) *\|$/gm)].map(
    ([, source = '', store = '', template = '', last = '']) => ({
      source,
      store: store as NameRow['store'],
      template,
      options: Object.assign(
        {},
        ...[...last.matchAll(/`([^`]+)`/g)].map(([, yaml]) => parse(yaml ?? '') as object),
      ) as object as Record<string, unknown>,
      condition: last.includes('`') ? '' : last,
    }),
  );
}
