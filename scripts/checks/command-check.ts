import type { Check } from './check.ts';
import { runCommand } from './run-command.ts';

/** A check that is one command: passed if it ends well. */
export function commandCheck(name: string, command: string, args: readonly string[]): Check {
  return {
    name,
    async run(root) {
      const { ok, output } = await runCommand(command, args, { cwd: root });
      return ok ? { passed: 1, failed: 0, output } : { passed: 0, failed: 1, output };
    },
  };
}
