import { posix } from 'node:path';
import { configWords } from '../../render/run-words.ts';
import { shellQuote } from '../../render/shell-quote.ts';
import type { DeployTarget } from '../deploy-target.ts';
import { dockerIgnore } from './docker-ignore.ts';
import { dockerfile, imageFolder } from './dockerfile.ts';

/** An image of the project, for whatever runs containers. Its files belong into the project's folder. */
export const docker: DeployTarget = {
  folder: '.',
  ephemeral: true,
  render: (plan) => [
    { path: 'Dockerfile', text: dockerfile(plan) },
    { path: '.dockerignore', text: dockerIgnore(plan) },
  ],
  next(plan, { image }, folder) {
    const tag = image ?? plan.name;
    const variables = [
      ...plan.settings.flatMap(({ name, value }) => ['--env', `${name}=${value}`]),
      ...plan.secrets.flatMap((name) => ['--env', name]),
    ];
    const mounts = plan.secretFiles.flatMap(({ path }) => [
      '--mount',
      `type=bind,readonly,source=${path.startsWith('/') ? path : `./${path}`},target=${posix.resolve(imageFolder, path)}`,
    ]);
    return [
      shellQuote('docker', 'build', '--tag', tag, folder),
      shellQuote(
        'docker',
        'run',
        '--rm',
        '--read-only',
        ...variables,
        ...mounts,
        tag,
        'run',
        `--stream-tags=${plan.schedules[0]?.tag ?? ''}`,
        ...configWords(plan),
      ),
    ];
  },
};
