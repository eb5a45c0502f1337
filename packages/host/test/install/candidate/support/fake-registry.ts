import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Packed } from './plugin-package.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A registry made by hand, which misbehaves as a test wants. */
export interface FakeRegistry extends AsyncDisposable {
  readonly url: string;
  /** Every request that came, as `GET /path`. */
  readonly requests: string[];
  /** What each request sent as `authorization`. */
  readonly credentials: (string | undefined)[];
  /** Answers of its own for paths; they come before the packages. */
  readonly answers: Map<string, Answer>;
  /** The documents of packages, by name, to be changed at will. */
  readonly documents: Map<string, Record<string, any>>;
  /** Adds versions of packages; the newest added is `latest`. Resolves to the manifest that the document has for the last. */
  add(...packages: readonly Packed[]): Record<string, any>;
}

export async function startFakeRegistry(): Promise<FakeRegistry> {
  const requests: string[] = [];
  const credentials: (string | undefined)[] = [];
  const answers = new Map<string, Answer>();
  const documents = new Map<string, Record<string, any>>();
  const tarballs = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    requests.push(`${request.method} ${path}`);
    credentials.push(request.headers.authorization);
    const answer = answers.get(path) ?? fromPackages(path, documents, tarballs);
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const addOne = ({ manifest, tarball }: Packed) => {
    const { name, version } = manifest;
    const path = `/${name}/-/${version}.tgz`;
    tarballs.set(path, tarball);
    const document = documents.get(name) ?? { name, 'dist-tags': {}, versions: {}, time: {} };
    const published = {
      ...structuredClone(manifest),
      _npmUser: { name: 'alice', email: 'alice@acme.example' },
      dist: { tarball: `${url}${path.slice(1)}`, integrity: integrityOf(tarball) } as Record<string, unknown>,
    };
    document['versions'][version] = published;
    document['dist-tags'].latest = version;
    document['time'][version] = '2026-01-02T03:04:05.000Z';
    document['maintainers'] = [{ name: 'alice' }, { name: 'bob' }];
    documents.set(name, document);
    return published;
  };
  return {
    url,
    requests,
    credentials,
    answers,
    documents,
    add: (...packages) => packages.map(addOne).at(-1) ?? {},
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function integrityOf(tarball: Uint8Array): string {
  return `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
}

/** Answers with JSON. */
export function json(value: unknown, status = 200): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
}

/** Answers with a text of any kind. */
export function text(body: string | Uint8Array, status = 200, type = 'text/html'): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
}

function fromPackages(
  path: string,
  documents: ReadonlyMap<string, unknown>,
  tarballs: ReadonlyMap<string, Buffer>,
): Answer {
  const document = documents.get(path.slice(1));
  if (document) return json(document);
  const tarball = tarballs.get(path);
  return tarball ? text(tarball, 200, 'application/octet-stream') : json({ error: 'not found' }, 404);
}
