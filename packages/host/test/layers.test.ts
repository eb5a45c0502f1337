import { expect } from 'chai';
import { failureOf, problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';

const config = `
defaults:
  tags: [hourly]
  compress: gzip
  destination: { use: disk, path: ./logs }
streams:
  - id: plain
    source: { use: acme, token: token-0, limit: 5 }
  - id: own
    tags: [daily]
    compress: none
    source: { use: acme, token: token-0 }
    destination: { path: ./own }
environments:
  prod:
    defaults:
      lookback: 1d
      destination: { path: /srv/logs }
    streams:
      - id: plain
        source: { limit: 900 }
      - id: extra
        source: { use: acme, token: token-0 }
  test:
`;

async function bound(environment?: string) {
  const project = await openWith(config, environment === undefined ? {} : { environment });
  const streams = await project.bind(project.streams);
  return streams.map(({ id, tags, compress, lookback, source, destination }) => ({
    id,
    tags,
    compress,
    lookback,
    limit: (source.config as { limit?: number }).limit,
    path: (destination.config as { path: string }).path,
  }));
}

describe('defaults and environments', () => {
  it('give streams what they do not say themselves', async () => {
    expect(await bound()).to.deep.equal([
      { id: 'plain', tags: ['hourly'], compress: 'gzip', lookback: undefined, limit: 5, path: './logs' },
      { id: 'own', tags: ['daily'], compress: 'none', lookback: undefined, limit: 1000, path: './own' },
    ]);
  });

  it('lay the environment over both', async () => {
    expect(await bound('prod')).to.deep.equal([
      { id: 'plain', tags: ['hourly'], compress: 'gzip', lookback: 86_400_000, limit: 900, path: '/srv/logs' },
      { id: 'own', tags: ['daily'], compress: 'none', lookback: 86_400_000, limit: 1000, path: './own' },
      { id: 'extra', tags: ['hourly'], compress: 'gzip', lookback: 86_400_000, limit: 1000, path: '/srv/logs' },
    ]);
    expect(await bound('test')).to.deep.equal(await bound());
  });

  it('are picked by HATCHERY_ENV, unless said otherwise', async () => {
    const variables = { HATCHERY_ENV: 'prod' };
    expect((await openWith(config, { variables })).streams).to.have.length(3);
    expect((await openWith(config, { variables, environment: 'test' })).streams).to.have.length(2);
    expect((await openWith(config, { variables: { HATCHERY_ENV: '' } })).environment).to.equal(undefined);
  });

  it('name the environments there are when one is unknown', async () => {
    const error = await failureOf(openWith(config, { environment: 'prd' }));
    expect(error.code).to.equal('ENVIRONMENT_UNKNOWN');
    expect(error.message).to.contain('prod, test');
    expect(error.hint).to.contain('"prod"');
    expect((await failureOf(openWith('streams: []', { environment: 'prod' }))).message).to.contain('no `environments`');
    expect((await failureOf(openWith(config, { environment: 'constructor' }))).code).to.equal('ENVIRONMENT_UNKNOWN');
  });

  it('replace the options of a plugin when another is named', async () => {
    const text =
      'defaults:\n  destination: { use: cloud, bucket: b }\nstreams:\n  - id: a\n    source: { use: acme, token: token-0 }\n    destination: { use: disk, path: p }\n';
    const project = await openWith(text);
    expect((await project.bind(project.streams))[0]?.destination.config).to.deep.equal({ path: 'p' });
  });

  it('are checked in every layer, picked or not, at their own place', async () => {
    const project = await openWith(`
defaults: { id: x, compres: gzip }
streams: []
environments:
  prod:
    streams:
      - source: { use: acme }
      - { id: a, lookbak: 1h }
    default: {}
`);
    const found = project.problems.map(({ line, path, message }) => `${line} ${path.join('.')} ${message}`);
    expect(found).to.have.members([
      '2 defaults.id there is no key "id" here',
      '2 defaults.compres there is no key "compres" here',
      '7 environments.prod.streams.0.id is missing',
      '8 environments.prod.streams.1.lookbak there is no key "lookbak" here',
      '9 environments.prod.default there is no key "default" here',
    ]);
  });

  it('say where a wrong value of a merged stream is written', async () => {
    const project = await openWith(
      'defaults:\n  destination: { use: disk, path: 5 }\nstreams:\n  - { id: a, source: { use: acme, token: token-0 } }\nenvironments:\n  prod:\n    streams:\n      - { id: a, source: { limit: many } }\n',
      { environment: 'prod' },
    );
    const found = await problemsOf(project.bind(project.streams));
    expect(found.map(({ line, path }) => `${line} ${path.join('.')}`)).to.deep.equal([
      '2 defaults.destination.path',
      '8 environments.prod.streams.0.source.limit',
    ]);
  });
});
