import type { DeployPlan } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { configWords } from '../../render/run-words.ts';

/** Where the project lies in the image. */
export const imageFolder = '/app';

/** The user of Node's images; by number, as Kubernetes can only tell of a number that it is not root. */
export const imageUser = 1000;

/** The image: one stage installs, the other has nothing but Node, the project and what it needs. */
export function dockerfile(plan: DeployPlan): string {
  const image = `node:${plan.nodeVersion}-bookworm-slim`;
  return `${header('docker')
    .map((line) => `# ${line}`)
    .join('\n')}
FROM ${image} AS build
WORKDIR ${imageFolder}
ENV NODE_ENV=production
COPY package.json package-lock.json ./
# Exactly what the lock file says; none of the packages' own scripts is run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY . .
# Compiled once, here: the image's files cannot be written to when it runs. Node has a cache for each user.
ENV NODE_COMPILE_CACHE=${imageFolder}/.compile-cache
RUN mkdir -m 777 .compile-cache
USER ${imageUser}:${imageUser}
RUN ["node", "node_modules/hatchery/bin/hatchery.js", "run", "--help"]
USER root
RUN chmod -R a=rX .compile-cache

FROM ${image}
# No package manager where it runs.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-v* /usr/local/bin/yarn /usr/local/bin/yarnpkg
WORKDIR ${imageFolder}
ENV NODE_ENV=production NODE_COMPILE_CACHE=${imageFolder}/.compile-cache
# The files are root's: what runs cannot change them.
COPY --from=build ${imageFolder} ${imageFolder}
USER ${imageUser}:${imageUser}
# No shell between: signals reach Node itself.
ENTRYPOINT ["node", "node_modules/hatchery/bin/hatchery.js"]
CMD ${JSON.stringify(['check', ...configWords(plan)])}
`;
}
