import { parse } from 'yaml';

/** The variables that a config asks for, in whatever language, and that have no default. */
export function variablesIn(text: string): string[] {
  const names = [...text.matchAll(/\$\{env:(\w+)\}|\benv\('(\w+)'\)/g)].map(([, data, code]) => data ?? code ?? '');
  return [...new Set(names)];
}

/** The files that a config refers to. */
export function filesIn(text: string): string[] {
  const paths = [...text.matchAll(/\$\{file:([^}]+)\}|\bfile\('([^']+)'\)/g)].map(
    ([, data, code]) => data ?? code ?? '',
  );
  return [...new Set(paths)];
}

/** What a part of a config needs to be whole. */
const rest = {
  source: { use: 'http', url: 'https://api.example.com/audit-log' },
  destination: { use: 'file', path: './logs' },
};

/** A config that holds a block: the block itself if it has streams, else with what it leaves out. */
export function wholeConfig(block: string): string {
  const config = parse(block) as Record<string, unknown>;
  if ('streams' in config) return block;
  if ('defaults' in config || 'report' in config)
    return JSON.stringify({ ...config, streams: [{ id: 'example', ...rest }] });
  return JSON.stringify({ streams: [{ id: 'example', ...rest, ...config }] });
}
