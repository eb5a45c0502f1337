import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Under which name measurements and spans are made, and by which version of it. */
export function instrumentationScope(): { readonly name: string; readonly version: string } {
  const { name, version } = require('@hatchery/telemetry/package.json') as { name: string; version: string };
  return { name, version };
}
