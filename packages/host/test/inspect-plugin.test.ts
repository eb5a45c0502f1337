import { expect } from 'chai';
import { parse } from 'yaml';
import { defineConfig, inspectPlugin, openCatalog, openProject } from '../src/index.ts';
import { failureOf } from './support/failure-of.ts';
import { destinationPackage, projectWith, sourcePackage, soundPackages } from './support/plugin-files.ts';
import { addFiles, tempProject } from './support/temp-project.ts';

describe('inspecting a plugin', () => {
  it('lists its options, nested ones too', async () => {
    const catalog = await openCatalog({ cwd: tempProject(projectWith(soundPackages)) });
    const inspection = await inspectPlugin(catalog, 'acme');
    expect(inspection.options).to.deep.equal([
      { name: 'token', type: 'secret', required: true, secret: true, description: 'API token' },
      {
        name: 'limit',
        type: 'whole number from 1 to 9999',
        default: 1000,
        required: false,
        secret: false,
        description: 'Records in a page',
      },
      { name: 'deep', type: 'boolean', required: false, secret: false },
      { name: 'mode', type: '"fast" | "slow"', required: false, secret: false },
      { name: 'baseUrl', type: 'string', required: false, secret: false },
      { name: 'filter', type: 'object', required: false, secret: false },
      { name: 'filter.user', type: 'string', required: false, secret: false },
      { name: 'filter.ids', type: 'list of string', required: false, secret: false },
    ]);
    expect(inspection).to.deep.include({
      kind: 'source',
      resume: 'window',
      windows: { granularity: '1s' },
      checks: false,
    });
    expect(inspection.plugin.name).to.equal('hatchery-source-acme');
  });

  it('gives an example that works', async () => {
    const cwd = tempProject(
      projectWith([sourcePackage('hatchery-source-acme'), destinationPackage('hatchery-dest-file')]),
    );
    const { example } = await inspectPlugin(await openCatalog({ cwd }), 'hatchery-source-acme');
    expect(parse(example)).to.deep.equal({
      streams: [
        {
          id: 'acme-to-file',
          tags: ['hourly'],
          source: { use: 'acme', token: '${env:ACME_TOKEN}' },
          destination: { use: 'file', path: './logs' },
        },
      ],
    });
    addFiles(cwd, { 'hatchery.yaml': example });
    const project = await openProject({ cwd, variables: { ACME_TOKEN: 'token-0' } });
    expect(await project.bind(project.streams)).to.have.length(1);
  });

  it('tells what several alternatives have once, with all that it may be', async () => {
    const code = `
      import { defineSource, duration, z } from '@hatchery/core';
      const common = { name: z.string().describe('Its name.') };
      export default defineSource({
        config: z.strictObject({
          wait: duration().optional(),
          paging: z.discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('page').describe('By number.'), ...common, first: z.int().default(1) }),
            z.strictObject({ kind: z.literal('skip').describe('By count.'), ...common, first: z.int().default(0) }),
            z.strictObject({ kind: z.literal('link').describe('By link.'), rel: z.string() }),
          ]),
        }),
        async collect() {},
      });`;
    const cwd = tempProject(projectWith([sourcePackage('hatchery-source-acme', {}, code)]));
    const { options } = await inspectPlugin(await openCatalog({ cwd }), 'acme');
    expect(options).to.deep.equal([
      { name: 'wait', type: 'duration', required: false, secret: false },
      { name: 'paging', type: 'object', required: true, secret: false },
      {
        name: 'paging.kind',
        type: '"page" | "skip" | "link"',
        required: true,
        secret: false,
        description: 'By number. Or: By count. Or: By link.',
      },
      { name: 'paging.name', type: 'string', required: false, secret: false, description: 'Its name.' },
      { name: 'paging.first', type: 'whole number', required: false, secret: false },
      { name: 'paging.rel', type: 'string', required: false, secret: false },
    ]);
  });

  it('takes the example that a plugin gives for its options as a whole', async () => {
    const code = `
      import { defineSource, secret, z } from '@hatchery/core';
      export default defineSource({
        config: z.strictObject({ url: z.string().optional(), token: secret().optional() })
          .meta({ examples: [{ url: 'https://acme.example', token: '\${env:TOKEN}' }] }),
        async collect() {},
      });`;
    const cwd = tempProject(projectWith([sourcePackage('hatchery-source-acme', {}, code)]));
    const { example } = await inspectPlugin(await openCatalog({ cwd }), 'acme');
    expect(parse(example).streams[0].source).to.deep.equal({
      use: 'acme',
      url: 'https://acme.example',
      token: '${env:TOKEN}',
    });
  });

  it('asks for no variable that a shell cannot set', async () => {
    const cwd = tempProject(projectWith([sourcePackage('hatchery-source-2fa')]));
    const { example } = await inspectPlugin(await openCatalog({ cwd }), '2fa');
    expect(example).to.contain('${env:MY_2FA_TOKEN}');
  });

  it('says what it cannot inspect', async () => {
    const packages = [
      sourcePackage('hatchery-source-twin'),
      destinationPackage('hatchery-dest-twin'),
      sourcePackage('hatchery-source-old', { range: '^9' }),
    ];
    const catalog = await openCatalog({ cwd: tempProject(projectWith(packages)) });
    expect((await failureOf(inspectPlugin(catalog, 'twin'))).code).to.equal('USAGE');
    expect((await inspectPlugin(catalog, 'hatchery-dest-twin')).kind).to.equal('destination');
    expect((await failureOf(inspectPlugin(catalog, 'old'))).code).to.equal('PLUGIN_INCOMPATIBLE');
    const error = await failureOf(inspectPlugin(catalog, 'twni'));
    expect(error.code).to.equal('PLUGIN_NOT_INSTALLED');
    expect(error.hint).to.contain('"twin"');
  });
});

describe('defineConfig', () => {
  it('gives a config its type and nothing else', () => {
    const config = { streams: [] };
    expect(defineConfig(config)).to.equal(config);
    const made = () => config;
    expect(defineConfig(made)).to.equal(made);
  });
});
