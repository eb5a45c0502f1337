import { parseArgs } from 'node:util';
import { HatcheryError } from '@hatchery/core';
import { askForRest, canAsk } from './ask-for-rest.ts';
import { createPlugin } from './create-plugin.ts';
import { creationText } from './creation-text.ts';
import type { PluginRequest } from './plugin-request.ts';
import { resumeClasses } from './resume-class.ts';
import { usageError } from './usage-error.ts';

/**
 * `npm create hatchery-plugin`.
 *
 * @returns the exit code: 0, or 2 if nothing was written
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { help, ...request } = readArguments(args);
    if (help) {
      process.stdout.write(`${helpText}\n`);
      return 0;
    }
    const complete = canAsk() ? await askForRest(request) : request;
    const created = await createPlugin(complete, process.cwd());
    process.stdout.write(`${creationText(created, process.cwd())}\n`);
    return 0;
  } catch (error) {
    if (!HatcheryError.is(error)) throw error;
    process.stderr.write(`${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    return 2;
  }
}

function readArguments(args: readonly string[]): PluginRequest & { readonly help: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        resume: { type: 'string' },
        author: { type: 'string' },
        repository: { type: 'string' },
        directory: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (positionals.length > 1) throw new TypeError(`There are ${positionals.length} names; give one.`);
    return { ...values, name: positionals[0] };
  } catch (error) {
    throw usageError((error as Error).message, 'npm create hatchery-plugin -- --help shows what it takes.');
  }
}

const helpText = `Writes a new hatchery plugin, ready to build and test.

  npm create hatchery-plugin [NAME] [-- FLAGS]

NAME is a package (hatchery-source-acme, @acme/hatchery-dest-vault) or a short name (acme).
What is not given is asked for.

  --kind source|destination   what it is to be
  --resume CLASS              how the API lets a source resume:
${Object.entries(resumeClasses)
  .map(([name, hint]) => `      ${name.padEnd(14)}${hint}`)
  .join('\n')}
  --author 'NAME <ADDRESS>'   who writes it; what git knows, if not given
  --repository URL            where its code will be
  --directory DIR             where to write it; a new folder of its name, if not given`;
