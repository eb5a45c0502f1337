import { posix } from 'node:path';
import type { SecretFile } from '../../plan/deploy-plan.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import { secretName } from './secret-name.ts';

/** Writes the files that the config reads secrets from; nobody else on the machine can read them. */
export function fileSteps(files: readonly SecretFile[]): object[] {
  return files.map(({ path, key }, index) => {
    const folder = shellQuote('mkdir', '-p', '--', posix.dirname(path));
    const write = `printf '%s' "$VALUE" > ${shellQuote(path)}`;
    return {
      name: `Secret file ${index + 1}`,
      env: { VALUE: `\${{ secrets.${secretName(key)} }}` },
      run: `umask 077; ${folder}; ${write}`.replaceAll('${{', () => "$''{{"),
    };
  });
}
