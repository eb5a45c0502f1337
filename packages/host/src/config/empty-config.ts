import { HatcheryError } from '@hatchery/core';

/** `CONFIG_EMPTY`: there is a config, with nothing in it. */
export function emptyConfig(path: string | undefined): HatcheryError {
  return new HatcheryError('CONFIG_EMPTY', path ? `The config ${path} is empty.` : 'The config is empty.', {
    hint: 'It needs at least `streams`; `hatchery init` writes a first config.',
  });
}
