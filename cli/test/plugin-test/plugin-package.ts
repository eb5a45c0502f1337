import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/build-cli.ts';
import { type Folder, folder } from '../support/project.ts';

/** A source as its author has it: pages of a tiny API, landed one by one. */
export const code: string = `
import { cursorAt, defineSource, itemsAt, pages, secret, z } from '@hatchery/core';
export default defineSource({
  config: z.strictObject({ token: secret().describe('The token of it.'), baseUrl: z.url().describe('Where it is.') }),
  resume: 'window',
  async collect({ config, pipe }) {
    const { from, to } = pipe.window;
    const fetch = async (cursor) => {
      const query = { from: from.toISOString(), to: to.toISOString(), cursor };
      const response = await pipe.http({ url: config.baseUrl + '/events', auth: { bearer: config.token }, query });
      const body = await response.json();
      return { response, events: itemsAt(body, 'events'), next: cursorAt(body, 'next') };
    };
    for await (const { answer, next } of pages({ start: pipe.checkpoint, fetch, next: (page) => page.next })) {
      if (answer.events.length > 0) await pipe.spout(answer.response, { format: 'json' });
      if (next !== undefined) await pipe.commit(next);
    }
  },
  async check({ config, http }) {
    await http({ url: config.baseUrl + '/events', auth: { bearer: config.token }, query: { from: '9' } });
  },
});
`;

/** What the author says of the API, for the suite. */
export const conformance: string = `
import { bearerToken, jsonReply, startApiServer } from '@hatchery/testkit';
export default {
  async server() {
    const events = [];
    const server = await startApiServer({
      authorize: (request) => (bearerToken(request) === 'acme-canary/8+4=2_3' ? undefined : jsonReply({}, { status: 401 })),
      handle({ query }) {
        const found = events.filter(({ at }) => at >= query.get('from') && at < (query.get('to') ?? '9'));
        const start = Number(query.get('cursor') ?? 0);
        return jsonReply({ events: found.slice(start, start + 4), next: start + 4 < found.length ? String(start + 4) : null });
      },
    });
    return { ...server, events };
  },
  config: ({ url }) => ({ token: 'acme-canary/8+4=2_3', baseUrl: url }),
  add({ events }, at, n) {
    events.push({ id: 'event-' + n, at: at.toISOString() });
    return 'event-' + n;
  },
  ids: (bytes) => JSON.parse(bytes).events.map(({ id }) => id),
};
`;

/** A package that is in order. */
export const manifest: Readonly<Record<string, unknown>> = {
  name: 'hatchery-source-acme',
  version: '1.2.3',
  keywords: ['hatchery-plugin'],
  type: 'module',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
  files: ['dist'],
  peerDependencies: { '@hatchery/core': '^1.0.0' },
  hatchery: { kind: 'source', permissions: { hosts: ['*.acme.example'] } },
};

export interface PackageParts {
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly code?: string;
  /** What the module that \`hatchery.conformance\` is to name holds. */
  readonly conformance?: string;
}

/** A folder with a plugin in it, and the testkit among its dependencies. */
export async function pluginPackage(parts: PackageParts = {}): Promise<Folder> {
  const own = { ...manifest, ...parts.manifest };
  const named = parts.conformance === undefined ? {} : { conformance: './test/conformance.js' };
  const made = await folder({
    'package.json': JSON.stringify({ ...own, hatchery: { ...(own['hatchery'] as object), ...named } }),
    'dist/index.js': parts.code ?? code,
    'dist/index.d.ts': 'export default {};\n',
    ...(parts.conformance !== undefined && { 'test/conformance.js': parts.conformance }),
  });
  await mkdir(join(made.cwd, 'node_modules/@hatchery'), { recursive: true });
  await symlink(join(root, 'packages/testkit'), join(made.cwd, 'node_modules/@hatchery/testkit'));
  return made;
}
