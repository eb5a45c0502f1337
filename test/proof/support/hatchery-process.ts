import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './build.ts';

export interface ProcessOptions {
  /** The project's folder. */
  readonly folder: string;
  /** Milliseconds that the process's clock is to be ahead. */
  readonly clockShift: number;
  /** What follows `hatchery run`. @default all streams */
  readonly args?: readonly string[];
  /** Variables that it sees beside those of every process. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** The step at which it dies. @default none */
  readonly killAt?: number | undefined;
  /** Where it tells how many steps it took. */
  readonly stepsFile?: string | undefined;
}

export interface Ended {
  /** 137 for a process that was killed, as a shell says it. */
  readonly code: number;
  /** What it logged. */
  readonly log: string;
}

/** `hatchery run` as a process of its own. */
export class HatcheryProcess {
  readonly #child: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor({ folder, clockShift, killAt, stepsFile, args = ['-a'], env = {} }: ProcessOptions) {
    const preload = join(root, 'test/proof/child/preload.ts');
    this.#child = spawn(
      process.execPath,
      ['--import', preload, join(root, 'cli/bin/hatchery.js'), 'run', ...args, '-l', 'debug'],
      {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          PROOF_CLOCK_SHIFT: String(clockShift),
          PROOF_ROOT: join(folder, 'logs'),
          ...(killAt === undefined ? {} : { PROOF_KILL_AT: String(killAt) }),
          ...(stepsFile === undefined ? {} : { PROOF_STEPS_FILE: stepsFile }),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.ended = this.#end();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async #end(): Promise<Ended> {
    let log = '';
    const keep = (text: string): void => {
      log += text;
    };
    this.#child.stdout?.setEncoding('utf8').on('data', keep);
    this.#child.stderr?.setEncoding('utf8').on('data', keep);
    const [code, signal] = (await once(this.#child, 'close')) as [number | null, NodeJS.Signals | null];
    return { code: signal === 'SIGKILL' ? 137 : (code ?? -1), log };
  }
}
