import { HatcheryError } from '@hatchery/core';
import Config from '@npmcli/config';
import npm from '@npmcli/config/lib/definitions/index.js';
import { hideNpmSecrets } from './hide-npm-secrets.ts';
import { shownText } from './shown-text.ts';

/** What npm's own configuration says. */
export interface NpmSettings {
  /** Flat options, as npm's libraries take them (pacote, arborist). They hold credentials: never print them. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads npm's settings as npm would in a folder: the `.npmrc` of the project that the folder is part of, the user's,
 * the global one, and `npm_config_…` variables: registries, also by scope, credentials, proxies, authorities, time-outs,
 * cache, offline. From now on {@link redact} hides the credentials.
 *
 * Credentials that name no registry, as older npm wrote them, count for the default registry alone.
 *
 * @throws HatcheryError `NPM_SETTINGS_INVALID` if a file that is there cannot be read, or holds what npm refuses
 */
export async function readNpmSettings(
  directory: string,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<NpmSettings> {
  try {
    const config = await load(directory, variables);
    const options = flatten(config);
    hideNpmSecrets(options);
    return {
      options: { ...options, userAgent: `hatchery node/${process.version} ${process.platform} ${process.arch}` },
    };
  } catch (error) {
    if (HatcheryError.is(error)) throw error;
    throw settingsInvalid(shownText(error instanceof Error ? error.message : String(error)));
  }
}

async function load(directory: string, variables: NodeJS.ProcessEnv): Promise<Config> {
  const config = new Config({
    ...npm,
    // Where npm itself lies, which is not known, and which settings do not hang on.
    npmPath: import.meta.dirname,
    // A copy: npm writes into it what it would hand to scripts.
    env: { ...variables },
    argv: [process.execPath, 'npm'],
    cwd: directory,
    warn: false,
  });
  await config.load();
  refuseUnreadable(config);
  refuseBadRegistry(config);
  config.repair();
  return config;
}

/** npm goes on without a file that it cannot read, and so without the registry or the credentials in it. */
function refuseUnreadable(config: Config): void {
  for (const level of config.data.values()) {
    for (const symbol of Object.getOwnPropertySymbols(level)) {
      const error = level[symbol];
      if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw settingsInvalid(`${level.source} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
}

/** npm takes its default, the public registry, for one whose address it does not understand. */
function refuseBadRegistry(config: Config): void {
  for (const { source, data } of config.data.values()) {
    const registry = Object.hasOwn(data, 'registry') ? data['registry'] : undefined;
    if (typeof registry === 'string' && /^https?:\/\/[^/]/i.test(registry) && URL.canParse(registry)) continue;
    if (registry !== undefined) throw settingsInvalid(`\`registry\` in ${source} is not the address of one`);
  }
}

function flatten(config: Config): Record<string, unknown> {
  // npm leaves its own name in this process's environment as it flattens.
  const { npm_config_user_agent: before } = process.env;
  try {
    return { ...config.flat };
  } finally {
    if (before === undefined) delete process.env['npm_config_user_agent'];
    else process.env['npm_config_user_agent'] = before;
  }
}

function settingsInvalid(reason: string): HatcheryError {
  return new HatcheryError('NPM_SETTINGS_INVALID', `The settings of npm cannot be used: ${reason}.`, {
    hint: 'Correct the .npmrc file or the npm_config_… variable; `npm config list` shows where each setting comes from.',
    context: { phase: 'install' },
  });
}
