import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { openCatalog, openProject } from '../src/index.ts';
import { destinationPackage, projectWith, sourcePackage, soundPackages } from './support/plugin-files.ts';
import { tempProject } from './support/temp-project.ts';

const recursiveCode = `
import { defineSource, secret, z } from '@hatchery/core';
const filter = z.strictObject({ field: z.string(), get and() { return z.array(filter).optional(); } });
export default defineSource({
  config: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('all'), key: secret().optional() }),
    z.strictObject({ mode: z.literal('some'), filter, pages: z.int().max(10) }),
  ]),
  async collect() {},
});`;

const packages = [
  ...soundPackages,
  sourcePackage('@acme/hatchery-source-tree', {}, recursiveCode),
  sourcePackage('hatchery-source-broken', {}, 'throw new Error("broken");'),
  sourcePackage('hatchery-source-old', { range: '^9.0.0' }),
];

async function validator() {
  const catalog = await openCatalog({ cwd: tempProject(projectWith(packages)) });
  const schema = await catalog.schema();
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  const errorsOf = (config: unknown) =>
    validate(config) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
  return { catalog, schema, errorsOf };
}

const destination = { use: 'disk', path: './logs' };
const withSource = (source: unknown, rest: object = {}) => ({ streams: [{ id: 'a', source, destination, ...rest }] });

describe('the JSON Schema of a config', () => {
  let check: Awaited<ReturnType<typeof validator>>;
  before(async () => {
    check = await validator();
  });

  const good: [what: string, config: object][] = [
    [
      'somebody to be told',
      { streams: [], report: { webhook: { url: '${env:U:-https://a.example}', on: 'failure', timeout: 5 } } },
    ],
    [
      'a collector, by an environment',
      { streams: [], environments: { a: { report: { otlp: { traces: '${env:B:-true}' } } } } },
    ],
    ['no streams', { streams: [] }],
    ['a short name', withSource({ use: 'acme', token: 'x' })],
    ['a package', withSource({ use: 'hatchery-source-acme', token: 'x', limit: 10, mode: 'fast' })],
    ['a scoped package', withSource({ use: '@acme/hatchery-source-tree', mode: 'all' })],
    ['a path with any options', withSource({ use: './mine.ts', anything: [1] })],
    [
      'references for scalars',
      withSource(
        {
          use: 'acme',
          token: '${env:T}',
          limit: '${env:L}',
          deep: '${env:D:-true}',
          mode: '${file:m}',
          baseUrl: 'https://${env:H}/',
        },
        { compress: '${env:C}', lookback: '${env:B}', timeout: '1h', settle: 0, tags: ['${env:TAG}'] },
      ),
    ],
    [
      'references inside a union',
      withSource({
        use: 'tree',
        mode: 'some',
        pages: '${env:P}',
        filter: { field: 'a', and: [{ field: 'b', and: [] }] },
      }),
    ],
    [
      'defaults that complete streams',
      { defaults: { destination }, streams: [{ source: { use: 'acme', token: 'x' }, destination: { path: 'y' } }] },
    ],
    [
      'an overlay with parts',
      {
        streams: [{ id: 'a', source: { use: 'acme' } }],
        environments: {
          prod: { streams: [{ id: 'a', source: { token: 'x' } }], defaults: { destination } },
          test: null,
        },
      },
    ],
    ['its own $schema', { $schema: './schema.json', streams: [] }],
    ['a ledger elsewhere', withSource({ use: 'acme', token: 'x' }, { ledger: { use: 'disk', path: './ledger' } })],
    [
      'a ledger that defaults complete',
      { defaults: { ledger: destination }, ...withSource({ use: 'acme', token: 'x' }, { ledger: { path: 'y' } }) },
    ],
  ];
  for (const [what, config] of good) {
    it(`takes ${what}`, () => {
      expect(check.errorsOf(config)).to.deep.equal([]);
    });
  }

  const bad: [what: string, config: unknown, path: string][] = [
    ['no streams', {}, ''],
    ['an unknown key', { streams: [], stream: [] }, ''],
    ['a webhook without a URL', { streams: [], report: { webhook: {} } }, '/report/webhook'],
    ['an unknown key of a stream', withSource({ use: 'acme', token: 'x' }, { tag: [] }), '/streams/0'],
    ['an unknown option', withSource({ use: 'acme', token: 'x', limt: 5 }), '/streams/0/source'],
    ['a missing option', withSource({ use: 'acme' }), '/streams/0/source'],
    ['an option of the wrong type', withSource({ use: 'acme', token: 'x', limit: 'many' }), '/streams/0/source/limit'],
    [
      'an option out of range',
      withSource({ use: 'hatchery-source-acme', token: 'x', limit: 0 }),
      '/streams/0/source/limit',
    ],
    ['an empty secret', withSource({ use: 'acme', token: '' }), '/streams/0/source/token'],
    ['an unknown plugin', withSource({ use: 'acmee' }), '/streams/0/source/use'],
    ['a plugin that does not fit', withSource({ use: 'old' }), '/streams/0/source/use'],
    ['a destination as source', withSource({ use: 'disk', path: 'x' }), '/streams/0/source/use'],
    [
      'a ledger without a needed option',
      withSource({ use: 'acme', token: 'x' }, { ledger: { use: 'disk' } }),
      '/streams/0/ledger',
    ],
    ['no source', { streams: [{ destination }] }, '/streams/0'],
    ['an unknown compression', withSource({ use: 'acme', token: 'x' }, { compress: 'zip' }), '/streams/0/compress'],
    [
      'a nested option that is unknown',
      withSource({ use: 'tree', mode: 'some', pages: 1, filter: { field: 'a', and: [{ x: 1 }] } }),
      '/streams/0/source/filter/and/0',
    ],
    ['an id in defaults', { defaults: { id: 'x' }, streams: [] }, '/defaults'],
    [
      'an overlay for a stream without id',
      { streams: [], environments: { prod: { streams: [{}] } } },
      '/environments/prod/streams/0',
    ],
    [
      'a wrong option in an overlay',
      { streams: [], environments: { prod: { streams: [{ id: 'a', source: { use: 'acme', limt: 1 } }] } } },
      '/environments/prod/streams/0/source',
    ],
  ];
  for (const [what, config, path] of bad) {
    it(`refuses ${what}`, () => {
      expect(check.errorsOf(config)).to.include(path);
    });
  }

  it('keeps descriptions, and holds nothing that only zod knows', () => {
    const text = JSON.stringify(check.schema);
    expect(text).to.contain('API token').and.to.contain('"default":1000');
    expect(text).to.not.contain('hatcherySecret');
    expect(check.schema['$schema']).to.equal('https://json-schema.org/draft/2020-12/schema');
  });

  it('warns of plugins that are left out', () => {
    expect(check.catalog.warnings.map(({ error }) => error?.code)).to.have.members([
      'PLUGIN_INCOMPATIBLE',
      'PLUGIN_THREW',
    ]);
  });

  it('agrees with the host on the configs that both know', async () => {
    for (const [config, isGood] of [
      ...good.map(([, right]) => [right, true] as const),
      ...bad
        .filter(([what]) => what.includes('option') && !what.includes('overlay'))
        .map(([, wrong]) => [wrong, false] as const),
    ]) {
      if (JSON.stringify(config).includes('mine.ts') || 'environments' in (config as object)) continue;
      const variables = { T: 'token-0', L: '5', D: 'true', H: 'acme.example', C: 'gzip', B: '1h', TAG: 't', P: '3' };
      const cwd = tempProject(projectWith(packages, { 'hatchery.json': config as object, m: 'fast\n' }));
      const project = await openProject({ cwd, variables });
      const outcome = await project.bind(project.streams).then(
        () => true,
        () => false,
      );
      expect(outcome, JSON.stringify(config)).to.equal(isGood);
    }
  });

  it('leaves nothing behind', () => {
    const cwd = tempProject(projectWith([destinationPackage('hatchery-dest-disk')]));
    const before = readdirSync(cwd);
    return openCatalog({ cwd }).then(async (catalog) => {
      await catalog.schema();
      expect(readdirSync(cwd)).to.deep.equal(before);
    });
  });
});
