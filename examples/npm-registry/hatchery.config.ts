import { defineConfig, env } from 'hatchery';
import file from 'hatchery-dest-file';
import http from 'hatchery-source-http';

/** What to watch, by stream: a registry's document of a package tells who published which version when. */
const watched = {
  'runtime-dependencies': ['@oclif/core', 'cosmiconfig', 'p-limit', 'p-retry', 'semver', 'undici', 'yaml', 'zod'],
  'test-tools': ['chai', 'fast-check', 'mocha'],
  destinations: ['@google-cloud/storage'],
  'build-tools': ['lerna', 'oxlint', 'typescript'],
};

export default defineConfig({
  defaults: {
    destination: file({ path: './logs' }),
    compress: 'gzip',
  },
  streams: Object.entries(watched).map(([id, packages]) => ({
    id,
    tags: ['daily'],
    source: http({
      baseUrl: env('HATCHERY_EXAMPLE_REGISTRY'),
      requests: packages.map((name) => ({ name, url: `/${name.replace('/', '%2f')}`, format: 'json' })),
    }),
  })),
});
