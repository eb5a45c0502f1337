import { expect } from 'chai';
import type { z } from '@hatchery/core';
import { readFileSync } from 'node:fs';
import { type ReportConfig, reportSchema } from '../src/report-schema.ts';

const page = readFileSync(new URL('../../../docs/telemetry.md', import.meta.url), 'utf8');

/** The type that people write is one that the schema takes: checked by the compiler. */
const asWritten = (config: ReportConfig): z.input<typeof reportSchema> => config;

interface Shaped {
  readonly shape?: Readonly<Record<string, Shaped>>;
  unwrap?(): Shaped;
}

/** Every key in the schema, and those below it. */
function keysOf(schema: Shaped, path: string): string[] {
  const { shape } = schema;
  if (shape !== undefined) return Object.entries(shape).flatMap(([key, part]) => keysOf(part, `${path}.${key}`));
  const inner = schema.unwrap?.();
  return inner?.shape === undefined && inner?.unwrap === undefined ? [path] : keysOf(inner, path);
}

describe('the schema of report', () => {
  it('takes what its type says', () => {
    const config = { webhook: { url: 'https://a.example', timeout: '1s' }, heartbeat: null, otlp: { traces: false } };
    expect(reportSchema.parse(asWritten(config)).webhook).to.include({ timeout: 1_000, on: 'always' });
  });

  it('is documented, key by key, and nothing else is', () => {
    const rows = [...page.matchAll(/^\| `(report\.[\w.]+)`/gm)].map(([, key]) => key);
    expect(rows).to.have.members([...new Set(keysOf(reportSchema as Shaped, 'report'))]);
  });
});
