import type { Project } from '@hatchery/host';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedPlugin } from './deploy-plan.ts';

/** What the project lacks to be installed elsewhere by `npm ci`, as each target has it done. */
export function projectWarnings(folder: string, project: Project, plugins: readonly PlannedPlugin[]): string[] {
  const used = new Set(plugins.map(({ name }) => name));
  const elsewhere = project.plugins.filter(({ name, origin }) => used.has(name) && origin === 'user');
  return [
    ...(existsSync(join(folder, 'package-lock.json'))
      ? []
      : ['The project has no package-lock.json, which `npm ci` needs: `npm install --package-lock-only` writes it.']),
    ...(dependsOnHatchery(folder)
      ? []
      : ['The project’s package.json does not name hatchery among its dependencies: `npm install hatchery`.']),
    ...elsewhere.map(
      ({ name }) => `The plugin ${name} is installed for you, and not in the project: \`npm install ${name}\`.`,
    ),
  ];
}

function dependsOnHatchery(folder: string): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, unknown>>;
    };
    return manifest.dependencies?.['hatchery'] !== undefined;
  } catch {
    // No manifest that npm could read either.
    return false;
  }
}
