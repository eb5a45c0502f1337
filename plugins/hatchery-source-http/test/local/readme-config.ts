import { readFile } from 'node:fs/promises';
import type { SourceBinding } from '@hatchery/core';
import { parse } from 'yaml';
import http from '../../src/index.ts';
import { token } from './rest-server.ts';

interface Example {
  readonly streams: readonly {
    readonly id: string;
    readonly source: { readonly use: string; readonly baseUrl: string };
  }[];
}

/** The source of a stream in the README, as written there, but for the service's address and the secrets. */
export async function readmeConfig(id: string, baseUrl: string): Promise<SourceBinding> {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const examples = [...readme.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => parse(fill(text ?? '')) as Example);
  const stream = examples.flatMap(({ streams }) => streams).find((example) => example.id === id);
  if (stream === undefined) throw new Error(`The README has no stream "${id}".`);
  const { use, baseUrl: configured, ...config } = stream.source;
  if (use !== 'http') throw new Error(`The stream "${id}" uses ${use}.`);
  return http({ ...config, baseUrl: `${baseUrl}${new URL(configured).pathname.replace(/\/$/, '')}` });
}

function fill(text: string): string {
  return text.replaceAll(/\$\{env:\w+\}/g, token);
}
