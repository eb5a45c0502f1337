import { HatcheryError } from '@hatchery/core';
import { nearest } from '@hatchery/host/nearest';
import type { Hook } from '@oclif/core';

/** oclif calls it for words that are no command; says which one was probably meant. */
const commandNotFound: Hook<'command_not_found'> = async ({ id, config }) => {
  const words = id.split(':');
  const known = config.commands.filter((command) => !command.hidden).map((command) => command.id.replaceAll(':', ' '));
  const found = nearest(words.join(' '), known);
  // `run hourly`: oclif takes every word for a part of the command's name.
  const command = found === undefined ? known.find((name) => name === words[0]) : undefined;
  const help = `\`${config.bin}${command === undefined ? '' : ` ${command}`} --help\` shows what there is.`;
  const message =
    command === undefined
      ? `Unknown command: ${words.join(' ')}.`
      : `Unexpected argument: ${words.slice(1).join(' ')}.`;
  throw new HatcheryError('USAGE', message, {
    hint: found === undefined ? help : `Did you mean \`${config.bin} ${found}\`? ${help}`,
  });
};

export default commandNotFound;
