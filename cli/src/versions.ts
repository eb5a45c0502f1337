import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What a commit records as having made it, beside the plugins. */
export function versions(): Readonly<Record<string, string>> {
  const names = ['hatchery', '@hatchery/core', '@hatchery/engine', '@hatchery/host'];
  const entries = names.map((name): [string, string] => {
    const { version } = require(`${name}/package.json`) as { version: string };
    return [name, version];
  });
  return { ...Object.fromEntries(entries), node: process.versions.node };
}
