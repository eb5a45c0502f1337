import { dirname } from 'node:path';
import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { type BuildLog, startBuildLog } from './support/build-log.ts';
import { type CandidateProject, candidateProject } from './support/candidate-project.ts';
import { type FakeRegistry, json, startFakeRegistry, text } from './support/fake-registry.ts';
import { packPlugin } from './support/plugin-package.ts';
import { signingKey } from './support/signing-key.ts';

const name = 'hatchery-source-acme';
const workflow = 'https://git.example/acme/plugin/.ci/release.yml@refs/tags/v1.0.0';
const slsa = 'https://slsa.dev/provenance/v1';
const path = `/-/npm/v1/attestations/${name}@1.0.0`;

describe('the provenance of a package', () => {
  const key = signingKey();
  let log: BuildLog;
  let registry: FakeRegistry;
  let project: CandidateProject;
  let published: Record<string, any>;

  before(async () => {
    log = await startBuildLog();
  });
  after(async () => log[Symbol.asyncDispose]());

  beforeEach(async () => {
    registry = await startFakeRegistry();
    project = await candidateProject(registry.url);
    log.trustIn(dirname(project.cache));
    published = registry.add(await packPlugin(name));
    registry.answers.set('/-/npm/v1/keys', json({ keys: [key.published()] }));
    published['dist'].attestations = { url: `${registry.url}${path.slice(1)}`, provenance: { predicateType: slsa } };
  });
  afterEach(async () => registry[Symbol.asyncDispose]());

  const statement = (
    changes: {
      readonly name?: string;
      readonly sha512?: string;
      readonly predicate?: object;
      readonly predicateType?: string;
    } = {},
  ) => {
    const digest = Buffer.from(published['dist'].integrity.slice('sha512-'.length), 'base64').toString('hex');
    return {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: changes.name ?? `pkg:npm/${name}@1.0.0`, digest: { sha512: changes.sha512 ?? digest } }],
      predicateType: changes.predicateType ?? slsa,
      predicate: changes.predicate ?? {},
    };
  };
  const attested = async (changes = {}) => ({
    predicateType: slsa,
    bundle: await log.attest(statement(changes), workflow),
  });
  const serve = (...attestations: unknown[]) => registry.answers.set(path, json({ attestations }));
  const find = () => project.find('acme');
  const refused = async () => {
    const error = await failureOf(find());
    expect(error.code, error.message).to.equal('PLUGIN_SIGNATURE');
    expect(error.message).to.contain(`The provenance of ${name} 1.0.0 is wrong`);
    return error;
  };

  it('is verified, and names the workflow that the certificate names', async () => {
    serve(await attested({ predicate: { repository: 'https://git.example/somebody/else' } }));
    expect((await find()).trust.provenance).to.deep.equal({ state: 'verified', workflow });
  });

  it('is verified where the registry has no keys of its own', async () => {
    registry.answers.delete('/-/npm/v1/keys');
    serve(await attested());
    expect((await find()).trust).to.deep.include({
      signature: 'not offered',
      provenance: { state: 'verified', workflow },
    });
  });

  it('is read from the registry, wherever the document points', async () => {
    serve(await attested());
    published['dist'].attestations.url = `https://evil.example${path}`;
    expect((await find()).trust.provenance.state).to.equal('verified');
  });

  it('is absent, or not offered where the registry has no proofs at all', async () => {
    delete published['dist'].attestations;
    expect((await find()).trust.provenance).to.deep.equal({ state: 'absent' });
    registry.answers.delete('/-/npm/v1/keys');
    expect((await find()).trust.provenance).to.deep.equal({ state: 'not offered' });
  });

  it("is absent if there is only the registry's own statement", async () => {
    serve({ ...(await attested({ predicateType: 'https://npm.example/attestation/publish' })), predicateType: slsa });
    expect((await find()).trust.provenance).to.deep.equal({ state: 'absent' });
    serve();
    expect((await find()).trust.provenance).to.deep.equal({ state: 'absent' });
  });

  it('is refused when it is of another package, version or tarball', async () => {
    for (const changes of [
      { name: 'pkg:npm/hatchery-source-other@1.0.0' },
      { name: `pkg:npm/${name}@1.0.1` },
      { sha512: 'ab'.repeat(64) },
    ]) {
      serve(await attested(changes));
      await refused();
    }
  });

  it('is refused when the statement was changed', async () => {
    const good = await attested();
    const bundle = structuredClone(good.bundle) as any;
    bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify({ ...statement(), predicate: { forged: true } })).toString(
      'base64',
    );
    serve({ ...good, bundle });
    await refused();
  });

  it('is refused when its signature, certificate or place in the log was changed', async () => {
    const good = await attested();
    const other = (await attested({ predicate: { other: true } })).bundle as any;
    for (const change of [
      (bundle: any) => (bundle.dsseEnvelope.signatures = other.dsseEnvelope.signatures),
      (bundle: any) => (bundle.verificationMaterial.certificate = other.verificationMaterial.certificate),
      (bundle: any) => (bundle.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries),
      (bundle: any) => (bundle.verificationMaterial.tlogEntries = []),
      (bundle: any) => (bundle.verificationMaterial.tlogEntries[0].integratedTime = '1'),
    ]) {
      const bundle = structuredClone(good.bundle) as any;
      change(bundle);
      serve({ ...good, bundle });
      await refused();
    }
  });

  it('is refused when it is in a log that nobody trusts', async () => {
    await using stranger = await startBuildLog();
    serve({ predicateType: slsa, bundle: await stranger.attest(statement(), workflow) });
    await refused();
  });

  it('is refused when one of several is wrong', async () => {
    serve(await attested(), await attested({ sha512: 'ab'.repeat(64) }));
    await refused();
  });

  it('is refused when it is no such thing', async () => {
    const good = await attested();
    for (const answer of [
      {},
      { attestations: null },
      { attestations: [{}] },
      { attestations: [{ ...good, bundle: {} }] },
    ]) {
      registry.answers.set(path, json(answer));
      await refused();
    }
    published['dist'].attestations.url = 'no address';
    await refused();
  });

  it('is not checked behind a mirror that does not hand it on: a warning', async () => {
    registry.answers.set(path, json({}, 404));
    const { trust, warnings } = await find();
    expect(trust.provenance).to.deep.equal({ state: 'unchecked' });
    expect(warnings.map(({ message }) => message).join()).to.contain('provenance that could not be checked');
  });

  it('is not checked where the root of trust is out of reach: a warning', async () => {
    serve(await attested());
    const cut = await candidateProject(registry.url);
    const { HTTPS_PROXY, NO_PROXY } = process.env;
    Object.assign(process.env, { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' });
    try {
      expect((await cut.find('acme')).trust.provenance).to.deep.equal({ state: 'unchecked' });
    } finally {
      for (const [variable, value] of Object.entries({ HTTPS_PROXY, NO_PROXY })) {
        if (value === undefined) delete process.env[variable];
        else process.env[variable] = value;
      }
    }
  });

  it('has to be checked, where the registry only failed to give it', async () => {
    for (const answer of [json({}, 500), text('<html></html>')]) {
      registry.answers.set(path, answer);
      expect((await failureOf(find())).code).to.be.oneOf(['REGISTRY_FAILED', 'PLUGIN_SIGNATURE']);
    }
  });
});
