import { expect } from 'chai';
import { failureOf } from '../../support/failure-of.ts';
import { type CandidateProject, candidateProject } from './support/candidate-project.ts';
import { type FakeRegistry, json, startFakeRegistry, text } from './support/fake-registry.ts';
import { packPlugin } from './support/plugin-package.ts';
import { signingKey } from './support/signing-key.ts';

const name = 'hatchery-source-acme';
const keysPath = '/-/npm/v1/keys';

describe('the signature of a registry', () => {
  const key = signingKey();
  let registry: FakeRegistry;
  let project: CandidateProject;
  let published: Record<string, any>;

  beforeEach(async () => {
    registry = await startFakeRegistry();
    project = await candidateProject(registry.url);
    published = registry.add(await packPlugin(name));
    registry.answers.set(keysPath, json({ keys: [key.published()] }));
    published['dist'].signatures = [key.sign(name, '1.0.0', published['dist'].integrity)];
  });
  afterEach(async () => registry[Symbol.asyncDispose]());

  const find = () => project.find('acme');
  const refused = async () => {
    const error = await failureOf(find());
    expect(error.code).to.equal('PLUGIN_SIGNATURE');
    expect(error.message).to.contain(`The signature of ${name} 1.0.0 is wrong`);
    expect(error.hint).to.contain('Do not use it');
    return error;
  };

  it('is verified', async () => {
    expect((await find()).trust.signature).to.equal('verified');
  });

  it('is verified for a registry below a path, and without a slash at its end', async () => {
    registry.answers.set(`/npm${keysPath}`, json({ keys: [key.published()] }));
    registry.answers.set(`/npm/${name}`, json(registry.documents.get(name)));
    for (const url of [`${registry.url}npm/`, `${registry.url}npm`]) {
      const below = await candidateProject(url);
      expect((await below.find('acme')).trust.signature, url).to.equal('verified');
    }
  });

  it('is absent, where the registry signs other packages', async () => {
    for (const signatures of [undefined, [], {}]) {
      published['dist'].signatures = signatures;
      expect((await find()).trust.signature).to.equal('absent');
    }
  });

  it('is not offered, where there are no keys', async () => {
    for (const answer of [
      json({}, 404),
      json({}, 400),
      text('', 405),
      json({ keys: [] }),
      json({ keys: 'none' }),
      json([]),
    ]) {
      registry.answers.set(keysPath, answer);
      expect((await find()).trust.signature).to.equal('not offered');
    }
  });

  it('is not checked, and a warning says so, where the keys cannot be read', async () => {
    for (const answer of [json({}, 403), json({}, 401), text('<html>Login</html>')]) {
      registry.answers.set(keysPath, answer);
      const { trust, warnings } = await find();
      expect(trust.signature).to.equal('unchecked');
      expect(warnings.map(({ message }) => message).join()).to.contain('signature that could not be checked');
    }
    published['dist'].signatures = [];
    expect((await find()).trust.signature).to.equal('not offered');
  });

  it('has to be checked, where the registry only failed to give its keys', async () => {
    registry.answers.set(keysPath, json({}, 500));
    expect((await failureOf(find())).code).to.equal('REGISTRY_FAILED');
  });

  it('is refused when one letter of it is another', async () => {
    const [signature] = published['dist'].signatures;
    const bytes = Buffer.from(signature.sig, 'base64');
    bytes.writeUInt8(bytes.readUInt8(12) ^ 1, 12);
    signature.sig = bytes.toString('base64');
    await refused();
    expect(registry.requests.filter((request) => request.endsWith('.tgz'))).to.deep.equal([]);
  });

  it('is refused when it is of another package, version or tarball', async () => {
    const { integrity } = published['dist'];
    for (const signature of [
      key.sign('hatchery-source-other', '1.0.0', integrity),
      key.sign(name, '1.0.1', integrity),
      key.sign(name, '1.0.0', 'sha512-AAAA'),
    ]) {
      published['dist'].signatures = [signature];
      await refused();
    }
  });

  it('is refused when it is of another key under the same name, or of an unknown one', async () => {
    const stranger = signingKey(key.published().keyid);
    const { integrity } = published['dist'];
    published['dist'].signatures = [stranger.sign(name, '1.0.0', integrity)];
    await refused();
    published['dist'].signatures = [signingKey('SHA256:other').sign(name, '1.0.0', integrity)];
    expect((await refused()).message).to.contain('SHA256:other');
  });

  it('is refused when one of several is wrong', async () => {
    published['dist'].signatures.push(key.sign(name, '6.6.6', published['dist'].integrity));
    await refused();
  });

  it('is refused when the key had expired before the version was published, and only then', async () => {
    registry.answers.set(keysPath, json({ keys: [key.published('2026-01-01T00:00:00.000Z')] }));
    expect((await refused()).message).to.contain('expired');
    registry.answers.set(keysPath, json({ keys: [key.published('2026-01-03T00:00:00.000Z')] }));
    expect((await find()).trust.signature).to.equal('verified');
  });

  it('is refused when signature or key is no such thing', async () => {
    for (const signatures of [
      [{ keyid: key.published().keyid, sig: 'x' }],
      [{ keyid: key.published().keyid }],
      ['sig'],
      [null],
      [{}],
    ]) {
      published['dist'].signatures = signatures;
      await refused();
    }
    published['dist'].signatures = [key.sign(name, '1.0.0', published['dist'].integrity)];
    for (const broken of ['x', '', '!', 'A'.repeat(200)]) {
      registry.answers.set(keysPath, json({ keys: [{ ...key.published(), key: broken }] }));
      await refused();
    }
  });

  it('does not save a tarball that is another than the signed one', async () => {
    const { tarball } = await packPlugin(name, {}, { 'evil.js': 'steal()' });
    registry.answers.set(`/${name}/-/1.0.0.tgz`, text(tarball));
    expect((await failureOf(find())).code).to.equal('PLUGIN_INTEGRITY');
  });
});
