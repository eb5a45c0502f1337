import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { bin, cleanEnv, type Options } from './hatchery.ts';

/** `script`, of util-linux, runs a command in a terminal of its own. */
export function hasTerminal(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}

/** Runs the tool in a terminal of 6 lines, and types each answer once its question is on the screen. */
export async function inTerminal(
  args: string,
  options: Options,
  dialogue: readonly (readonly [question: string, answer: string])[] = [],
): Promise<{ code: number; screen: string }> {
  const command = `stty rows 6 cols 70; exec "${process.execPath}" "${bin}" ${args}`;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: options.cwd,
    env: { TERM: 'xterm-256color', ...cleanEnv(options) },
    stdio: [dialogue.length > 0 ? 'pipe' : 'ignore', 'pipe', 'ignore'],
  });
  const left = [...dialogue];
  let screen = '';
  let answered = 0;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const [question, answer] = left[0] ?? [];
    if (question === undefined || !screen.slice(answered).includes(question)) return;
    left.shift();
    answered = screen.length;
    child.stdin?.write(`${answer}\n`);
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, screen };
}
