import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What a command did. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own, an empty home, and commands that run there. */
export interface Sandbox extends AsyncDisposable {
  readonly folder: string;
  /** Added to the environment of every command that follows. */
  readonly env: Record<string, string>;
  write(path: string, content: string): Promise<void>;
  /** Runs a line of shell; does not throw for a code other than 0. */
  sh(line: string): Promise<Outcome>;
}

export async function createSandbox(): Promise<Sandbox> {
  const base = await mkdtemp(join(tmpdir(), 'hatchery-sandbox-'));
  const folder = join(base, 'project');
  await mkdir(join(base, 'home'));
  await mkdir(folder);
  const env: Record<string, string> = { HOME: join(base, 'home'), npm_config_cache: join(base, 'npm-cache') };
  return {
    folder,
    env,
    async write(path, content) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    },
    sh: (line) => run(line, folder, env),
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  };
}

/** Only what a fresh login would have: no setting of npm or of the test runner reaches the command. */
function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => /^(PATH|LANG|TMPDIR|NODE_EXTRA_CA_CERTS)$/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}

function run(line: string, cwd: string, env: Record<string, string>): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const path = `${join(cwd, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const child = spawn('bash', ['-c', line], {
    cwd,
    env: { ...cleanEnvironment(), ...env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  return promise;
}
