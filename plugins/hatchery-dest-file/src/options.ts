import { z } from '@hatchery/core';

/** The options of `use: file`. */
export const options = z.strictObject({
  path: z
    .string()
    .min(1, 'expected the path of a folder')
    .refine((path) => !path.includes('\0'), 'a path cannot have a NUL character in it')
    .refine((path) => path !== '~' && !path.startsWith('~/'), 'only a shell expands "~"; write "${env:HOME}/…" instead')
    .describe('The folder to keep objects in, relative to the config. Made when the first object comes.')
    .meta({ examples: ['./logs'] }),
  fileMode: mode(/^0?[4-7][0-7]{2}$/, 'read')
    .default('0640')
    .describe('Permissions of new files, as octal digits in quotes; the umask of the process takes its part away.'),
  folderMode: mode(/^0?7[0-7]{2}$/, 'read, write and enter')
    .default('0750')
    .describe('Permissions of new folders, as octal digits in quotes; the umask of the process takes its part away.'),
});

export type Options = z.output<typeof options>;

/** Text only: YAML 1.2 reads a bare `0640` as six hundred and forty. */
function mode(pattern: RegExp, ownRights: string) {
  return z.string().regex(pattern, `expected octal digits in quotes, such as "0750", that let the owner ${ownRights}`);
}
