import type { ConfigExport } from './hatchery-config.ts';

/**
 * Gives a TypeScript or JavaScript config its types; returns it as it is.
 *
 * @example
 * export default defineConfig({
 *   streams: [{ id: 'slack', source: slack({ token: env('SLACK_TOKEN') }), destination: file({ path: './logs' }) }],
 * });
 */
export function defineConfig<Config extends ConfigExport>(config: Config): Config {
  return config;
}
