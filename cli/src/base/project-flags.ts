import { Flags } from '@oclif/core';

/** What every command that reads a config takes. */
export const projectFlags = {
  config: Flags.string({
    char: 'c',
    helpValue: 'FILE',
    helpGroup: 'CONFIG',
    description: 'The config file. Without it, one is searched for from the working directory upwards.',
  }),
  env: Flags.string({
    env: 'HATCHERY_ENV',
    helpValue: 'NAME',
    helpGroup: 'CONFIG',
    description: 'The overlay to take from `environments` in the config.',
  }),
};

/** What every command that prints data takes. */
export const jsonFlag = Flags.boolean({
  description: 'Print the result as JSON, and nothing else, to standard output.',
});
