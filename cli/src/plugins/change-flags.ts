import { Flags } from '@oclif/core';
import { jsonFlag, projectFlags } from '../base/project-flags.ts';

/** What every command that changes the installed plugins takes. */
export const changeFlags = {
  config: projectFlags.config,
  json: jsonFlag,
  user: Flags.boolean({
    helpGroup: 'WHERE',
    description: "Use your own plugin folder, for all your projects, instead of the config's project.",
  }),
  delegate: Flags.boolean({
    helpGroup: 'WHERE',
    description:
      'Where pnpm, Yarn, Bun or an npm workspace looks after the project: run the command that does it there.',
  }),
  'dry-run': Flags.boolean({ description: 'Only show what would change.' }),
};

/** What the commands take that choose versions. */
export const chooseFlags = {
  'minimum-age': Flags.string({
    helpGroup: 'TRUST',
    helpValue: 'SPAN',
    description: 'Pass over versions that were published less than this long ago: 24h, 7d.',
  }),
  'allow-git': Flags.boolean({ helpGroup: 'TRUST', description: 'Let plugins and their dependencies come from git.' }),
  'allow-url': Flags.boolean({ helpGroup: 'TRUST', description: 'Let plugins and their dependencies come from URLs.' }),
  yes: Flags.boolean({ char: 'y', helpGroup: 'TRUST', description: 'Do not ask, whatever there is to warn of.' }),
};
