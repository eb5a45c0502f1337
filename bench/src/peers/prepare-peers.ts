import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { goProgram } from './go-original.ts';
import { groveEnvironment } from './grove.ts';

const sources = join(import.meta.dirname, '..', '..', 'peers');
const module = 'github.com/secmon-lab/hatchery';
/** The newest commit of the Go original when this was written. */
const commit = '6da4d8c752cad5be323012deb91ab740314bf7e4';

/** Gets the peers that a package manager on this machine can get: the only part of the benchmark that uses the network. */
export async function preparePeers(say: (line: string) => void): Promise<void> {
  const peers = { 'the Go original': buildGoOriginal, Grove: installGrove };
  for (const [name, prepare] of Object.entries(peers)) {
    try {
      await prepare();
      say(`${name} is ready.`);
    } catch (error) {
      say(`${name} could not be prepared: ${(error as Error).message.trim()}`);
    }
  }
}

async function buildGoOriginal(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hatchery-bench-go-'));
  try {
    await cp(join(sources, 'go'), folder, { recursive: true });
    await mkdir(dirname(goProgram), { recursive: true });
    for (const args of [
      ['get', `${module}@${commit}`],
      ['mod', 'tidy'],
      ['build', '-trimpath', '-o', goProgram, '.'],
    ])
      await run('go', args, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function installGrove(): Promise<void> {
  await mkdir(dirname(groveEnvironment), { recursive: true });
  await run('python3', ['-m', 'venv', groveEnvironment], sources);
  const pip = join(groveEnvironment, 'bin', 'pip');
  await run(pip, ['install', '--quiet', '--requirement', join(sources, 'grove', 'requirements.txt')], sources);
}

async function run(file: string, args: readonly string[], cwd: string): Promise<void> {
  await promisify(execFile)(file, args, { cwd, env: { ...process.env, GOFLAGS: '-mod=mod' } });
}
