import type { FirstConfig, FirstPlugin } from './first-config.ts';

/**
 * A first config in TypeScript. A plugin of the project is imported, so that the compiler checks its options; one
 * that came with hatchery cannot be, and is named.
 */
export function typeScriptConfig({ id, tags, source, destination }: FirstConfig): string {
  const plugins = [source, destination];
  const body = `export default defineConfig({
  streams: [
    {
      id: ${quote(id)},
      tags: [${tags.map(quote).join(', ')}],
      source: ${plugin(source)},
      destination: ${plugin(destination)},
    },
  ],
});
`;
  const helpers = ['defineConfig', ...(body.includes('env(') ? ['env'] : [])];
  const imports = plugins
    .filter(isImported)
    .map((each) => `import ${identifier(each)} from ${quote(each.plugin.name)};\n`);
  return `import { ${helpers.join(', ')} } from 'hatchery';\n${imports.join('')}\n${body}`;
}

function plugin(each: FirstPlugin): string {
  if (isImported(each)) return `${identifier(each)}(${value(each.options)})`;
  return value({ use: each.plugin.shortName, ...each.options });
}

function isImported({ plugin: { origin } }: FirstPlugin): boolean {
  return origin === 'project';
}

/** `1password` cannot be a name in TypeScript: `source1password`. */
function identifier({ plugin: { shortName, kind } }: FirstPlugin): string {
  const name = shortName
    .replace(/^@[^/]*\//, '')
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');
  return /^[A-Za-z]/.test(name) ? name : `${kind ?? 'plugin'}${name}`;
}

function value(data: unknown): string {
  if (typeof data === 'string') return text(data);
  if (Array.isArray(data)) return `[${data.map(value).join(', ')}]`;
  if (typeof data !== 'object' || data === null) return JSON.stringify(data);
  const entries = Object.entries(data).map(
    ([key, item]) => `${/^[A-Za-z_]\w*$/.test(key) ? key : quote(key)}: ${value(item)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function text(data: string): string {
  const variable = /^\$\{env:(\w+)\}$/.exec(data)?.[1];
  return variable === undefined ? quote(data) : `env(${quote(variable)})`;
}

function quote(data: string): string {
  return `'${JSON.stringify(data).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
