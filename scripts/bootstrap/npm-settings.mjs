import { npm } from './npm.mjs';

/**
 * How npm reaches its registry on this machine.
 *
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ registry: string | undefined, variables: NodeJS.ProcessEnv }>} the registry's address,
 *   which may hold credentials, and npm's proxy and certificate settings as the variables that other programs
 *   know; what is set in `env` already counts more
 */
export async function npmSettings({ cwd, env }) {
  const { output } = await npm(['config', 'get', 'registry', 'cafile', 'https-proxy', 'proxy', 'noproxy'], {
    cwd,
    env,
  });
  // In a script that npm runs, settings that are not the default are variables as well; and only there
  // does npm tell an address with credentials.
  const setting = (/** @type {string} */ key) => {
    const text = env[`npm_config_${key.replace('-', '_')}`] ?? new RegExp(`^${key}=(.*)$`, 'm').exec(output)?.[1];
    return text === '' || text === 'null' ? undefined : text;
  };
  const variables = {
    NODE_EXTRA_CA_CERTS: env['NODE_EXTRA_CA_CERTS'] ?? setting('cafile'),
    HTTPS_PROXY: env['HTTPS_PROXY'] ?? env['https_proxy'] ?? setting('https-proxy') ?? setting('proxy'),
    HTTP_PROXY: env['HTTP_PROXY'] ?? env['http_proxy'] ?? setting('proxy'),
    NO_PROXY: env['NO_PROXY'] ?? env['no_proxy'] ?? setting('noproxy'),
  };
  const known = Object.entries(variables).filter(([, text]) => text !== undefined);
  return { registry: setting('registry'), variables: Object.fromEntries(known) };
}
