import { readFileSync } from 'node:fs';

/** The URL of the core that every plugin and config is given: the host's own. */
export const coreUrl = import.meta.resolve('@hatchery/core');

/** The version that plugins must fit. */
export const coreVersion = readVersion();

function readVersion(): string {
  const path = new URL(import.meta.resolve('@hatchery/core/package.json'));
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
