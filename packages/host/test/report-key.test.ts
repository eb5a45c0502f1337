import { expect } from 'chai';
import { Secret } from '@hatchery/core';
import { problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';

const stream = '{ id: a, source: { use: acme, token: t0 }, destination: { use: disk, path: data } }';
const withReport = (report: string, more = ''): string => `report: ${report}\nstreams: [${stream}]\n${more}`;

const key = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`;

describe('the key report', () => {
  it('is nobody by default', async () => {
    for (const config of [`streams: [${stream}]`, withReport(''), withReport('{}')]) {
      const { report, problems } = await openWith(config);
      expect(report ?? {}).to.deep.equal({});
      expect(problems).to.deep.equal([]);
    }
  });

  it('may refer to what is not in the config; URLs and what is secret become secrets', async () => {
    const config = withReport(
      `{ webhook: { url: "\${env:HOOK}", secret: "\${env:KEY}", timeout: "\${env:WAIT}" }, otlp: { endpoint: "\${env:C}", traces: "\${env:T}" } }`,
    );
    const variables = {
      HOOK: 'https://hooks.example/t0ken',
      KEY: key,
      WAIT: '3s',
      C: 'http://c.example:4318',
      T: 'false',
    };
    const { report, problems } = await openWith(config, { variables });
    expect(problems).to.deep.equal([]);
    const { url, secret, timeout, on } = report?.webhook ?? {};
    expect([url, secret].map((each) => Secret.is(each) && each.reveal())).to.deep.equal([variables.HOOK, key]);
    expect([timeout, on]).to.deep.equal([3_000, 'always']);
    expect(report?.otlp).to.deep.include({ endpoint: 'http://c.example:4318', metrics: true, traces: false });
  });

  it('takes what an environment lays over it', async () => {
    const config = withReport(
      '{ webhook: { url: "https://a.example/", on: failure } }',
      'environments: { prod: { report: { webhook: { url: "https://b.example/" }, otlp: {} } } }',
    );
    const { report } = await openWith(config, { environment: 'prod' });
    expect(report?.webhook?.url.reveal()).to.equal('https://b.example/');
    expect(report?.webhook?.on).to.equal('failure');
    expect(report?.otlp).to.include({ metrics: true });
    expect((await openWith(config)).report).not.to.have.property('otlp');
  });

  it('can be read even if the rest of the config is wrong', async () => {
    const project = await openWith(withReport('{ webhook: { url: "https://a.example/" } }', 'strems: []'));
    expect(project.problems).to.have.length(1);
    expect(project.report?.webhook?.url.reveal()).to.equal('https://a.example/');
  });

  for (const [what, report, path, words] of [
    ['a misspelt key', '{ webhok: {} }', ['report', 'webhok'], 'webhook'],
    [
      'a misspelt option',
      '{ webhook: { url: "https://a.example", onn: always } }',
      ['report', 'webhook', 'onn'],
      'no key',
    ],
    ['a webhook without a URL', '{ webhook: {} }', ['report', 'webhook', 'url'], 'is missing'],
    ['a URL that is none', '{ webhook: { url: s3cr3t-nowhere } }', ['report', 'webhook', 'url'], 'http or https URL'],
    ['a URL of another kind', '{ heartbeat: { success: "ftp://s3cr3t" } }', ['report', 'heartbeat', 'success'], 'http'],
    [
      'a key too short',
      '{ webhook: { url: "https://a.example", secret: whsec_s3cr3tqq } }',
      ['report', 'webhook', 'secret'],
      'whsec_',
    ],
    [
      'a choice that is none',
      '{ webhook: { url: "https://a.example", on: never } }',
      ['report', 'webhook', 'on'],
      'known',
    ],
    [
      'no time to answer',
      '{ webhook: { url: "https://a.example", timeout: 0s } }',
      ['report', 'webhook', 'timeout'],
      'longer',
    ],
    ['the name of no header', '{ otlp: { headers: { "a b": c } } }', ['report', 'otlp', 'headers', 'a b'], ''],
    ['a protocol that is not spoken', '{ otlp: { protocol: grpc } }', ['report', 'otlp', 'protocol'], 'known'],
    ['a variable that is not set', '{ webhook: { url: "${env:NOPE}" } }', ['report', 'webhook', 'url'], 'NOPE'],
    ['a list', '[]', ['report'], 'no object'],
  ] as const) {
    it(`is checked: ${what}`, async () => {
      const project = await openWith(withReport(report));
      const problems = await problemsOf(project.bind(project.streams));
      expect(problems.map((problem) => problem.path)).to.deep.equal([[...path]]);
      const [problem] = problems;
      expect(`${problem?.message} ${problem?.hint} ${problem?.expected}`).to.include(words);
      expect(problem?.line).to.equal(1);
      expect(JSON.stringify(problem)).not.to.include('s3cr3t');
      expect(project.report).to.equal(undefined);
    });
  }

  it('is checked where an environment lays it', async () => {
    const wrong = 'environments: { prod: { report: { webhook: { url: nowhere } } } }';
    const project = await openWith(withReport('{ otlp: {} }', wrong), { environment: 'prod' });
    const [problem] = await problemsOf(project.bind(project.streams));
    expect(problem?.path).to.deep.equal(['environments', 'prod', 'report', 'webhook', 'url']);
    expect(problem?.line).to.equal(3);
  });
});
