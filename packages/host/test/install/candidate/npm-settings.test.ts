import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { redact } from '@hatchery/core';
import { expect } from 'chai';
import { readNpmSettings } from '../../../src/install/candidate/npm-settings.ts';
import { failureOf } from '../../support/failure-of.ts';
import { tempProject } from '../../support/temp-project.ts';
import { candidateProject } from './support/candidate-project.ts';
import { type FakeRegistry, json, startFakeRegistry } from './support/fake-registry.ts';
import { packPlugin } from './support/plugin-package.ts';

async function optionsOf(
  { project = '', user = '', global = '' }: { project?: string; user?: string; global?: string },
  variables: NodeJS.ProcessEnv = {},
): Promise<Readonly<Record<string, any>>> {
  const directory = tempProject({ 'package.json': {}, '.npmrc': project, 'sub/file': '' });
  const home = tempProject({ '.npmrc': user, 'etc/npmrc': global });
  const settings = await readNpmSettings(join(directory, 'sub'), { HOME: home, PREFIX: home, ...variables });
  return settings.options;
}

describe("npm's settings", () => {
  it('come from the project, the user, the machine and variables, in this order of weight', async () => {
    const files = {
      project: 'registry=http://p.example/',
      user: 'registry=http://u.example/\nproxy=http://u.example:1',
    };
    expect((await optionsOf(files))['registry']).to.equal('http://p.example/');
    expect((await optionsOf({ user: files.user, global: 'registry=http://g.example/' }))['registry']).to.equal(
      'http://u.example/',
    );
    expect((await optionsOf({ global: 'registry=http://g.example/' }))['registry']).to.equal('http://g.example/');
    const variables = { npm_config_registry: 'http://v.example/', NPM_CONFIG_FETCH_TIMEOUT: '1234' };
    expect(await optionsOf(files, variables)).to.include({ registry: 'http://v.example/', timeout: 1234 });
    expect((await optionsOf(files))['proxy']).to.equal('http://u.example:1/');
  });

  it('may be in a file that a variable names, and take values from variables', async () => {
    const home = tempProject({
      'other.npmrc': '//r.example/:_authToken=${REGISTRY_TOKEN}\n@acme:registry=https://r.example/',
    });
    const options = await optionsOf(
      {},
      { npm_config_userconfig: join(home, 'other.npmrc'), REGISTRY_TOKEN: 'token-from-variable' },
    );
    expect(options['//r.example/:_authToken']).to.equal('token-from-variable');
    expect(options['@acme:registry']).to.equal('https://r.example/');
  });

  it('tell of authorities, cache and working offline', async () => {
    const home = tempProject({ 'ca.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' });
    const options = await optionsOf({
      user: `cafile=${home}/ca.pem\ncache=${home}/c\noffline=true\nprefer-offline=true\nstrict-ssl=false`,
    });
    expect(options).to.deep.include({
      cache: join(home, 'c/_cacache'),
      offline: true,
      preferOffline: true,
      strictSSL: false,
    });
    expect(options['ca']).to.deep.equal([readFileSync(join(home, 'ca.pem'), 'utf8').trim()]);
  });

  it('are those of defaults where there are none', async () => {
    const home = tempProject();
    const { options } = await readNpmSettings(tempProject(), { HOME: home, PREFIX: home });
    expect(options).to.include({ timeout: 300_000, offline: false, strictSSL: true });
    expect(options['userAgent']).to.match(/^hatchery node\/v/);
  });

  it('leave the environment and the arguments of this process alone', async () => {
    const before = { ...process.env };
    const { argv } = process;
    process.argv = [...argv, '--registry', 'http://argument.example/', '-ddd'];
    try {
      expect((await optionsOf({ project: 'registry=http://p.example/' }))['registry']).to.equal('http://p.example/');
    } finally {
      process.argv = argv;
    }
    expect(process.env).to.deep.equal(before);
  });

  it('of older forms count for the default registry alone', async () => {
    const auth = Buffer.from('me:old-form-password').toString('base64');
    const options = await optionsOf({ user: `registry=http://r.example/\n_auth=${auth}\nemail=me@acme.example` });
    expect(options['//r.example/:_auth']).to.equal(auth);
    expect(options['_auth']).to.equal(null);
  });

  it('that make no sense do no harm', async () => {
    const options = await optionsOf({ user: 'fetch-timeout=soon\n=\n[\n\u0000\nunknown-setting=1\n' });
    expect(options['registry']).to.match(/^https:\/\//);
  });

  it('are refused when a file that is there cannot be read', async () => {
    const home = tempProject();
    mkdirSync(join(home, '.npmrc'));
    const error = await failureOf(readNpmSettings(tempProject(), { HOME: home, PREFIX: home }));
    expect(error.code).to.equal('NPM_SETTINGS_INVALID');
    expect(error.message).to.contain(join(home, '.npmrc')).and.to.contain('EISDIR');
    const project = tempProject({ 'package.json': {}, '.npmrc': 'registry=http://r.example/' });
    chmodSync(join(project, '.npmrc'), 0o000);
    const reading = readNpmSettings(project, { HOME: tempProject(), PREFIX: home });
    // The administrator may read everything.
    if (process.getuid?.() === 0) await reading;
    else expect((await failureOf(reading)).code).to.equal('NPM_SETTINGS_INVALID');
  });

  it('are refused when the registry is no address: another one would be asked', async () => {
    for (const registry of ['not a url', '', 'r.example', '/r', 'ftp://r.example/', 'http://', 'true']) {
      const error = await failureOf(optionsOf({ project: `registry=${registry}` }));
      expect(error.code, registry).to.equal('NPM_SETTINGS_INVALID');
      expect(error.message, registry).to.contain('`registry` in').and.to.contain('.npmrc');
    }
    const variables = { npm_config_registry: '${UNSET}' };
    expect((await failureOf(optionsOf({}, variables))).code).to.equal('NPM_SETTINGS_INVALID');
  });

  it('are refused when two exclude each other', async () => {
    const error = await failureOf(
      optionsOf({ user: 'save-dev=true\nsave-optional=true\nsave-peer=true\nsave-prod=true' }),
    );
    expect(error.code).to.equal('NPM_SETTINGS_INVALID');
  });
});

describe('credentials for registries', () => {
  let registry: FakeRegistry;
  const secrets = {
    token: 'canary-token-7f3a',
    password: 'canary-password-91c2',
    inUrl: 'canary-url-44d0',
    proxy: 'canary-proxy-5b6e',
  };

  beforeEach(async () => {
    registry = await startFakeRegistry();
  });
  afterEach(async () => registry[Symbol.asyncDispose]());

  const host = () => registry.url.replace('http:', '');

  it('are sent to their registry', async () => {
    registry.add(await packPlugin('hatchery-source-acme'));
    const project = await candidateProject(registry.url, { npmrc: `${host()}:_authToken=${secrets.token}` });
    await project.find('hatchery-source-acme');
    expect(registry.credentials).to.have.length(3);
    for (const sent of registry.credentials) expect(sent).to.equal(`Bearer ${secrets.token}`);
  });

  it('are not sent to another, not even by a tarball that lies there', async () => {
    const elsewhere = await startFakeRegistry();
    try {
      const packed = await packPlugin('hatchery-source-acme');
      elsewhere.add(packed);
      registry.add(packed)['dist'].tarball = `${elsewhere.url}hatchery-source-acme/-/1.0.0.tgz`;
      const project = await candidateProject(registry.url, { npmrc: `${host()}:_authToken=${secrets.token}` });
      await project.find('hatchery-source-acme');
      expect(elsewhere.requests).to.deep.equal(['GET /hatchery-source-acme/-/1.0.0.tgz']);
      expect(elsewhere.credentials).to.deep.equal([undefined]);
    } finally {
      await elsewhere[Symbol.asyncDispose]();
    }
  });

  it('never show, whatever the registry sends back', async () => {
    const basic = Buffer.from(`me:${secrets.password}`).toString('base64');
    const all = [...Object.values(secrets), basic, Buffer.from(secrets.password).toString('base64')];
    for (const line of [
      `${host()}:_authToken=${secrets.token}`,
      `${host()}:_auth=${basic}`,
      `${host()}:username=me\n${host()}:_password=${Buffer.from(secrets.password).toString('base64')}`,
    ]) {
      const project = await candidateProject(registry.url, { npmrc: line });
      for (const status of [200, 401, 403, 404, 500]) {
        registry.answers.set('/hatchery-source-acme', (request, response) => {
          const echo = `you sent ${request.headers.authorization} ${all.join(' ')}`;
          json({ error: echo, name: echo, message: echo }, status)(request, response);
        });
        const error = await failureOf(project.find('hatchery-source-acme'));
        const shown =
          inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error) + String(error.stack) + error.hint;
        // The echo names all; those of this file are known from the first line on.
        expect(shown, `${status}`).not.to.contain(line.includes(secrets.token) ? secrets.token : secrets.password);
        if (!line.includes(secrets.token)) expect(shown).not.to.contain(basic);
      }
    }
  });

  it('in the address of a registry or proxy never show either', async () => {
    const address = registry.url.replace('http://', `http://me:${secrets.inUrl}@`);
    const project = await candidateProject(address);
    for (const status of [404, 500]) {
      registry.answers.set('/hatchery-source-acme', json({}, status));
      const error = await failureOf(project.find('hatchery-source-acme'));
      expect(inspect(error, { depth: 9 }) + error.hint).not.to.contain(secrets.inUrl);
    }
    const proxied = await candidateProject('http://registry.example/', {
      npmrc: `proxy=http://me:${secrets.proxy}@127.0.0.1:9/`,
    });
    const error = await failureOf(proxied.find('acme'));
    expect(inspect(error, { depth: 9 }) + error.hint).not.to.contain(secrets.proxy);
    expect(redact(`${secrets.inUrl} ${secrets.proxy}`)).to.equal('[secret] [secret]');
  });
});

describe('the registry of a scope', () => {
  it('is the only one that its packages are read from', async () => {
    await using own = await startFakeRegistry();
    await using open = await startFakeRegistry();
    const name = '@acme/hatchery-source-logs';
    own.add(await packPlugin(name, { version: '1.0.0' }));
    open.add(await packPlugin(name, { version: '99.0.0', description: 'an attack' }));
    const project = await candidateProject(open.url, { npmrc: `@acme:registry=${own.url}` });
    expect((await project.find(name)).version).to.equal('1.0.0');
    expect((await failureOf(project.find(`${name}@99`))).code).to.equal('PLUGIN_NOT_FOUND');
    expect(open.requests).to.deep.equal([]);
  });

  it('is not replaced by the default one when it has no such package, or is down', async () => {
    const own = await startFakeRegistry();
    await using open = await startFakeRegistry();
    const name = '@acme/hatchery-source-logs';
    open.add(await packPlugin(name, { version: '99.0.0' }));
    const project = await candidateProject(open.url, { npmrc: `@acme:registry=${own.url}` });
    expect((await failureOf(project.find(name))).code).to.equal('PLUGIN_NOT_FOUND');
    await own[Symbol.asyncDispose]();
    expect((await failureOf(project.find(name))).code).to.equal('REGISTRY_FAILED');
    expect(open.requests).to.deep.equal([]);
  });
});
