import { dirname } from 'node:path';
import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { type CandidateProject, candidateProject } from './support/candidate-project.ts';
import { type Answer, type FakeRegistry, json, startFakeRegistry, text } from './support/fake-registry.ts';
import { packPlugin } from './support/plugin-package.ts';

const name = 'hatchery-source-acme';
const hang: Answer = () => undefined;
const stall: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"name":');
};
const cut: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
  response.write('{"name":', () => response.destroy());
};

describe('a registry that misbehaves', () => {
  let registry: FakeRegistry;
  let project: CandidateProject;

  beforeEach(async () => {
    registry = await startFakeRegistry();
    project = await candidateProject(registry.url, { npmrc: 'fetch-timeout=250' });
    registry.add(await packPlugin(name));
  });
  afterEach(async () => registry[Symbol.asyncDispose]());

  const tarballPath = `/${name}/-/1.0.0.tgz`;

  for (const path of [`/${name}`, '/-/npm/v1/keys', tarballPath]) {
    for (const [what, answer] of Object.entries({
      'answers 500': json({ error: 'broken' }, 500),
      'answers 503 with HTML': text('<h1>Down</h1>', 503),
      'never answers': hang,
      'stops in the middle': stall,
      'cuts the connection': cut,
    })) {
      it(`${what} to ${path}`, async () => {
        registry.answers.set(path, answer);
        const error = await failureOf(project.find(name));
        expect(error.code, error.message).to.equal('REGISTRY_FAILED');
        expect(error.transient).to.equal(true);
        expect(error.hint).to.be.a('string');
      });
    }
  }

  it('gives a page instead of a document', async () => {
    for (const body of [
      '<html>Please log in</html>',
      '',
      '{"name":',
      '"text"',
      '[]',
      'null',
      '7',
      '{}',
      '{"name":"other","versions":{}}',
    ]) {
      registry.answers.set(`/${name}`, text(body));
      const error = await failureOf(project.find(name));
      expect(error.code, body).to.equal('REGISTRY_FAILED');
      expect(error.message).to.contain(registry.url);
    }
  });

  it('gives a page instead of a tarball', async () => {
    registry.answers.set(tarballPath, text('<html>Please log in</html>'));
    expect((await failureOf(project.find(name))).code).to.be.oneOf(['PLUGIN_INTEGRITY', 'PLUGIN_NOT_A_PLUGIN']);
    registry.answers.set(tarballPath, json({}, 404));
    expect((await failureOf(project.find(name))).code).to.equal('REGISTRY_FAILED');
  });

  it('gives another tarball than was published: told at once, though npm would try again for minutes', async () => {
    const patient = await candidateProject(registry.url, { npmrc: 'fetch-retries=2\nfetch-retry-mintimeout=60000' });
    const { tarball } = await packPlugin(name, { version: '6.6.6' });
    registry.answers.set(tarballPath, text(tarball));
    expect((await failureOf(patient.find(name))).code).to.equal('PLUGIN_INTEGRITY');
  });

  it('is overloaded for a moment: the tarball is asked for again, as often as npm is set to', async () => {
    const patient = await candidateProject(registry.url, { npmrc: 'fetch-retries=2\nfetch-retry-mintimeout=1' });
    let failures = 2;
    const { tarball } = registry.add(await packPlugin(name))['dist'] as { tarball: string };
    const { pathname } = new URL(tarball);
    registry.answers.set(pathname, (_request, response) => {
      if (--failures === 0) registry.answers.delete(pathname);
      response.writeHead(503).end();
    });
    expect((await patient.find(name)).version).to.equal('1.0.0');
    expect(registry.requests.filter((line) => line.endsWith('.tgz'))).to.have.length(3);
  });

  it('has withdrawn all versions', async () => {
    registry.answers.set(`/${name}`, json({ name, time: { unpublished: { time: '2026-01-01' } } }));
    expect((await failureOf(project.find(name))).code).to.equal('PLUGIN_NOT_FOUND');
  });

  it('refuses: the credentials are what to look at', async () => {
    for (const status of [401, 403]) {
      registry.answers.set(`/${name}`, json({ error: 'no' }, status));
      const error = await failureOf(project.find(name));
      expect(error.code).to.equal('UNAUTHORIZED');
      expect(error.hint).to.contain('.npmrc');
    }
  });

  it('fails for one of the two names of a short one: not taken for an answer', async () => {
    registry.answers.set('/hatchery-dest-acme', json({}, 500));
    expect((await failureOf(project.find('acme'))).code).to.equal('REGISTRY_FAILED');
  });

  it('announces a document that is far too large: not even begun', async () => {
    registry.answers.set(`/${name}`, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 ** 30 });
      response.write('{');
    });
    const error = await failureOf(project.find(name));
    expect(error.code).to.equal('REGISTRY_FAILED');
    expect(error.message).to.contain('larger than 128 MiB');
  });

  it('is not there', async () => {
    const gone = await startFakeRegistry();
    await gone[Symbol.asyncDispose]();
    const lost = await candidateProject(gone.url);
    expect((await failureOf(lost.find('acme'))).code).to.equal('REGISTRY_FAILED');
  });

  it('speaks to people in its errors: on one line, without what steers a terminal', async () => {
    registry.answers.set(`/${name}`, json({ error: `line\r\n\u001b[2Jforged \u202e${'x'.repeat(5000)}` }, 500));
    const { message } = await failureOf(project.find(name));
    expect(message).not.to.match(/[\p{Cc}\p{Cf}]/u);
    expect(message.length).to.be.lessThan(600);
  });

  it('may be left alone in the middle', async () => {
    registry.answers.set(`/${name}`, hang);
    const patient = await candidateProject(registry.url, { npmrc: 'fetch-timeout=30000' });
    const abort = new AbortController();
    const finding = failureOf(patient.find(name, { signal: abort.signal }));
    while (registry.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect((await finding).code).to.equal('CANCELLED');
  });

  it('is not asked offline: what is in the cache is enough, and what is not is named', async () => {
    await project.find(name);
    const seen = registry.requests.length;
    const options = { npmrc: 'offline=true', variables: { npm_config_cache: dirname(project.cache) } };
    const offline = await candidateProject(registry.url, options);
    expect((await offline.find(name)).version).to.equal('1.0.0');
    const error = await failureOf(offline.find('hatchery-source-other'));
    expect(error).to.include({ code: 'REGISTRY_FAILED', transient: false });
    expect(error.hint).to.contain('offline');
    expect(registry.requests).to.have.length(seen);
  });
});
