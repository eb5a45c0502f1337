import { HatcheryError } from '@hatchery/core';
import type { Hook } from '@oclif/core';
import { nearest } from '../nearest.ts';

/** oclif calls it for a command that does not exist; says which one was probably meant. */
const commandNotFound: Hook<'command_not_found'> = async ({ id, config }) => {
  const typed = id.replaceAll(':', ' ');
  const visible = config.commands.filter((command) => command.hidden !== true);
  const found = nearest(typed, visible.map((command) => command.id.replaceAll(':', ' ')));
  const help = `\`${config.bin} --help\` lists the commands.`;
  throw new HatcheryError('USAGE', `Unknown command: ${typed}.`, {
    hint: found === undefined ? help : `Did you mean \`${config.bin} ${found}\`? ${help}`,
  });
};

export default commandNotFound;
