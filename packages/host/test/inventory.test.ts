import { expect } from 'chai';
import { failureOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';

describe('the inventory of a project', () => {
  it('tells what is secret by schema and by name, and what has a default', async () => {
    const project = await openWith(
      `
defaults: { destination: { use: disk, path: "\${env:FOLDER:-\${env:OTHER}}/x" } }
streams:
  - { id: "\${env:ID:-one}", source: { use: acme, token: "\${env:PLAIN}" } }
  - { id: two, source: { use: acme, token: "\${file:secrets/two}", limit: "\${env:MY_PASSWORD}" } }
  - { id: three, source: { use: acme, token: "$\${env:LITERAL}", limit: "\${env:LIMIT:-3}" } }
  - { id: four, source: { use: acme, token: "a\${env:PLAIN:-x}" } }
`,
      { variables: { FOLDER: '/logs' } },
    );
    const { references, plugins } = await project.inventory();
    expect(references).to.deep.equal([
      { kind: 'env', name: 'FOLDER', secret: false, required: false },
      { kind: 'env', name: 'ID', secret: false, required: false },
      { kind: 'env', name: 'LIMIT', secret: false, required: false },
      { kind: 'env', name: 'MY_PASSWORD', secret: true, required: true },
      { kind: 'env', name: 'OTHER', secret: false, required: true },
      { kind: 'env', name: 'PLAIN', secret: true, required: true },
      { kind: 'file', name: 'secrets/two', secret: true, required: true },
    ]);
    expect(plugins.slice(0, 2)).to.deep.equal([
      { stream: 'one', key: 'source', name: 'hatchery-source-acme', version: '1.2.3', texts: {} },
      { stream: 'one', key: 'destination', name: 'hatchery-dest-disk', version: '1.2.3', texts: { path: '/logs/x' } },
    ]);
  });

  it('holds what is needed to tell others of runs, which need not be there yet', async () => {
    const project = await openWith(`
report: { webhook: { url: "\${env:HOOK}", headers: { x-team: "\${env:TEAM}" } }, otlp: { endpoint: "\${env:COLLECTOR:-http://c}" } }
streams: []
`);
    expect((await project.inventory()).references).to.deep.equal([
      { kind: 'env', name: 'COLLECTOR', secret: false, required: false },
      { kind: 'env', name: 'HOOK', secret: true, required: true },
      { kind: 'env', name: 'TEAM', secret: false, required: true },
    ]);
  });

  it('never shows a literal secret', async () => {
    const project = await openWith(
      'streams: [{ id: a, source: { use: acme, token: do-not-show }, destination: { use: disk, path: p } }]',
    );
    expect(JSON.stringify(await project.inventory())).not.to.include('do-not-show');
  });

  it('fails with the reason why a plugin cannot be loaded', async () => {
    const project = await openWith(
      'streams: [{ id: a, source: { use: missing }, destination: { use: disk, path: p } }]',
    );
    expect((await failureOf(project.inventory())).code).to.equal('PLUGIN_NOT_INSTALLED');
  });
});
