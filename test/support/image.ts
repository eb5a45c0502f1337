import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a Dockerfile of hatchery's describes, as a folder: there is no engine to run an image with. */
export interface Image extends AsyncDisposable {
  /** A folder that its user may write to. */
  readonly scratch: string;
  files(): Promise<string[]>;
  /** Puts a file beside the project's. */
  mount(path: string, text: string): Promise<void>;
  /** Starts its entry point, as its user, with nothing of the machine's environment. */
  start(
    words: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): { readonly child: ChildProcess; readonly result: Promise<Ended> };
}

type Instruction = readonly [keyword: string, words: string];

/** Carries out the stage of a Dockerfile that builds, in a folder of its own; then takes the right to write away. */
export async function buildImage(context: string, buildEnv: Readonly<Record<string, string>>): Promise<Image> {
  const parent = await mkdtemp(join(tmpdir(), 'hatchery-image-'));
  await chmod(parent, 0o755);
  const folder = join(parent, 'app');
  const scratch = join(parent, 'scratch');
  await mkdir(folder);
  await mkdir(scratch);
  await chmod(scratch, 0o777);
  const [building = [], final = []] = stagesOf(await readFile(join(context, 'Dockerfile'), 'utf8'));
  const ignored = (await readFile(join(context, '.dockerignore'), 'utf8'))
    .split('\n')
    .filter((line) => !/^#|^$/.test(line));
  const env: Record<string, string> = {};
  let user = 0;
  for (const [keyword, words] of building) {
    if (keyword === 'ENV') Object.assign(env, variablesOf(words, folder));
    if (keyword === 'USER') user = userOf(words);
    if (keyword === 'COPY') await copy(context, folder, words, ignored);
    if (keyword === 'RUN') {
      await carryOut(
        words,
        folder,
        { ...env, ...buildEnv, HOME: parent, PATH: process.env['PATH'] ?? '' },
        await identityOf(user),
      );
    }
  }
  // What is copied into the other stage belongs to root; nobody else gets more rights by that.
  await inEach(folder, async (path) => {
    await chmod(path, (await stat(path)).mode & 0o555);
    if (isRoot) await chown(path, 0, 0);
  });

  const runEnv = Object.assign({}, ...all(final, 'ENV').map((words) => variablesOf(words, folder))) as Record<
    string,
    string
  >;
  const [, ...entry] = JSON.parse(all(final, 'ENTRYPOINT')[0] ?? '') as string[];
  const identity = await identityOf(userOf(all(final, 'USER')[0] ?? ''));
  return {
    scratch,
    files: () => readdir(folder),
    async mount(path, content) {
      await chmod(folder, 0o755);
      await writeFile(join(folder, path), content, { mode: 0o444 });
      await chmod(folder, 0o555);
    },
    start(words, more = {}) {
      const child = spawn(process.execPath, [...entry, ...words], {
        cwd: folder,
        env: { ...runEnv, ...more },
        stdio: ['ignore', 'pipe', 'pipe'],
        ...identity,
      });
      return { child, result: resultOf(child) };
    },
    async [Symbol.asyncDispose]() {
      await inEach(folder, (path) => chmod(path, 0o755));
      await rm(parent, { recursive: true, force: true });
    },
  };
}

const isRoot = process.getuid?.() === 0;

function userOf(words: string): number {
  return Number(/^(\d+):\d+$/.exec(words)?.[1] ?? 0);
}

/** Only root can become another user, if that one can reach Node; who is not root cannot write to the files either. */
async function identityOf(user: number): Promise<{ uid?: number; gid?: number }> {
  return user !== 0 && isRoot && (await isOpenToAll(process.execPath)) ? { uid: user, gid: user } : {};
}

async function isOpenToAll(path: string): Promise<boolean> {
  const parent = dirname(path);
  const { mode } = await stat(path);
  return (mode & 0o001) !== 0 && (parent === path || isOpenToAll(parent));
}

function stagesOf(dockerfile: string): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const line of dockerfile.split('\n')) {
    const [, keyword = '', words = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (keyword === 'FROM') stages.push([]);
    stages.at(-1)?.push([keyword, words]);
  }
  return stages;
}

function all(stage: readonly Instruction[], keyword: string): string[] {
  return stage.filter(([found]) => found === keyword).map(([, words]) => words);
}

/** The folder takes the place of the one in the image. */
function variablesOf(words: string, folder: string): Record<string, string> {
  const pairs = words.split(' ').map((pair) => pair.split('=') as [string, string]);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value.replace(/^\/app\b/, folder)]));
}

async function copy(context: string, folder: string, words: string, ignored: readonly string[]): Promise<void> {
  const sources = words.split(' ').slice(0, -1);
  const isWanted = (path: string): boolean => {
    const name = relative(context, path);
    return !ignored.some((pattern) =>
      pattern.startsWith('**/*')
        ? name.endsWith(pattern.slice(4))
        : pattern === name || pattern === `**/${basename(name)}`,
    );
  };
  for (const source of sources) {
    const from = join(context, source);
    await cp(from, source === '.' ? folder : join(folder, source), { recursive: true, filter: isWanted });
  }
}

async function carryOut(
  words: string,
  cwd: string,
  env: Record<string, string>,
  identity: { uid?: number; gid?: number },
): Promise<void> {
  const [program = '', ...args] = words.startsWith('[') ? (JSON.parse(words) as string[]) : ['sh', '-c', words];
  const { code, stdout, stderr } = await resultOf(
    spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...identity }),
  );
  if (code !== 0) throw new Error(`${words} ended with ${code}:\n${stdout}\n${stderr}`);
}

async function resultOf(child: ChildProcess): Promise<Ended> {
  if (child.stdout === null || child.stderr === null) throw new Error('needs pipes');
  const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await once(child, 'close')) as [number | null];
  const [stdout, stderr] = await outputs;
  return { code, stdout, stderr };
}

/** Folders, which end in a slash, after what is in them. */
async function inEach(folder: string, change: (path: string) => Promise<void>): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.toReversed()) {
    if (!entry.isSymbolicLink()) await change(join(entry.parentPath, entry.name) + (entry.isDirectory() ? '/' : ''));
  }
  await change(`${dirname(join(folder, 'x'))}/`);
}
