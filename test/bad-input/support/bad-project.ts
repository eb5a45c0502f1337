import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../cli/test/support/build-cli.ts';
import { folder, type Folder } from '../../../cli/test/support/project.ts';

/** The value of `TOKEN` in every run: whatever goes wrong, it must not come out. */
export const canary = 'canary-7f3d/0a+not"to-be-seen';

const plugins = ['hatchery-source-http', 'hatchery-source-slack'];

/** The tool and the plugins run as they are shipped, from `dist`. */
export async function buildAll(): Promise<void> {
  const projects = ['cli', ...plugins.map((name) => `plugins/${name}`)];
  await promisify(execFile)(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-b', ...projects], {
    cwd: root,
  });
}

/** A folder with files, and the plugins installed as by `npm link`. */
export async function badProject(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const at = await folder({
    'package.json': JSON.stringify({
      private: true,
      dependencies: Object.fromEntries(plugins.map((name) => [name, '*'])),
    }),
    ...files,
  });
  for (const name of plugins) await linked(at, `plugins/${name}`, name);
  await linked(at, 'cli', 'hatchery');
  return at;
}

async function linked({ cwd }: Folder, from: string, name: string): Promise<void> {
  const target = join(cwd, 'node_modules', name);
  await mkdir(dirname(target), { recursive: true });
  await symlink(join(root, from), target, 'dir');
}

/** The lines of YAML of one stream with the `http` source; its credential is {@link canary}. */
export function httpStream(url: string, more = ''): string {
  return `streams:
  - id: one
    source:
      use: http
      url: ${url}
      auth: { bearer: "\${env:TOKEN}" }
${more}    destination: { use: file, path: ./logs }
`;
}

/** All files below a folder of a project; none if it is not there. */
export async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** What a stream landed: its objects, and anything half-written; not its ledger. */
export async function landedIn({ cwd }: Folder): Promise<string[]> {
  return (await filesIn(join(cwd, 'logs'))).filter((name) => !name.includes('/_hatchery/ledger/'));
}

/** All that a project's destination holds, ledger and all. */
export async function storedText({ cwd }: Folder): Promise<string> {
  const names = await filesIn(join(cwd, 'logs'));
  return (await Promise.all(names.map(async (name) => `${name}\n${await readFile(name, 'utf8')}`))).join('\n');
}
