import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'mocha';

const made: string[] = [];

after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own for a test, with files by relative path; an object becomes JSON. Removed after all tests. */
export function tempProject(files: Readonly<Record<string, string | object>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hatchery-host-')));
  made.push(root);
  addFiles(root, files);
  return root;
}

export function addFiles(root: string, files: Readonly<Record<string, string | object>>): void {
  for (const [path, contents] of Object.entries(files)) {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, typeof contents === 'string' ? contents : JSON.stringify(contents, undefined, 2));
  }
}

export function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
