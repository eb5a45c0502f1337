import { HatcheryError } from '@hatchery/core';

/** `CONFIG_EMPTY`: there is a config, with nothing in it. */
export function emptyConfig(path: string | undefined): HatcheryError {
  const isCode = path !== undefined && /\.[cm]?[jt]s$/i.test(path);
  const missing = isCode ? 'Its default export must be a config' : 'It needs at least `streams`';
  return new HatcheryError('CONFIG_EMPTY', path ? `The config ${path} is empty.` : 'The config is empty.', {
    hint: `${missing}; \`hatchery init\` writes a first one.`,
  });
}
