import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface TemplateFile {
  /** Relative, with `/` between its parts. */
  readonly path: string;
  readonly text: string;
}

/** Both in `src` and in `dist`, the templates are one folder up. */
const templates = fileURLToPath(new URL('../templates/', import.meta.url));

/** Under their own names, npm and the linter would take these for settings of this package. */
const renamed: Readonly<Record<string, string>> = {
  gitignore: '.gitignore',
  'oxlintrc.json': '.oxlintrc.json',
};

/** The files of a template: those that all plugins have, and its own. */
export async function templateFiles(template: string): Promise<TemplateFile[]> {
  const layers = await Promise.all([readLayer('common'), readLayer(template)]);
  return layers.flat();
}

async function readLayer(layer: string): Promise<TemplateFile[]> {
  const root = join(templates, layer);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = relative(root, file).replaceAll(sep, '/');
        return { path: renamed[path] ?? path, text: await readFile(file, 'utf8') };
      }),
  );
}
