import { cpus, release, totalmem, type } from 'node:os';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Where numbers come from. */
export interface Machine {
  readonly system: string;
  /** The model of the first one, and how many there are. */
  readonly processors: string;
  readonly memory: string;
  readonly versions: Readonly<Record<string, string>>;
}

export async function describeMachine(): Promise<Machine> {
  const processors = cpus();
  const manifest = createRequire(import.meta.url).resolve('hatchery/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return {
    system: `${type()} ${release()}, ${process.arch}`,
    processors: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 1_024 ** 3)} GiB`,
    versions: { hatchery: version, node: process.versions.node },
  };
}
