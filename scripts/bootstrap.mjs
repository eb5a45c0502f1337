/**
 * Makes sure of the toolchain, then runs a command with it:
 *
 *     node scripts/bootstrap.mjs [--no-build] COMMAND [ARGUMENT…]
 *
 * It needs nothing but Node 18 and npm: a fitting Node, pnpm, the dependencies and the build are brought
 * up to date first, each only if it is not. `--no-build` leaves the build to the command.
 */
import { fileURLToPath } from 'node:url';
import { handOver } from './bootstrap/hand-over.mjs';
import { SetUpError } from './bootstrap/set-up-error.mjs';
import { setUp } from './bootstrap/set-up.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  const words = process.argv.slice(2);
  const build = words[0] !== '--no-build';
  const [command, ...args] = build ? words : words.slice(1);
  if (command === undefined) throw new SetUpError('Usage: node scripts/bootstrap.mjs [--no-build] COMMAND [ARGUMENT…]');
  const environment = await setUp(root, { build });
  await handOver(command, args, { cwd: root, env: environment });
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
