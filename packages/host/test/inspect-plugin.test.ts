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
