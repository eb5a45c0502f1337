import { expect } from 'chai';
import { HatcheryError } from '@hatchery/core';
import { closedPort, hang, receiver, status } from './support/receiver.ts';
import { outcomeOf, streamReport } from './support/sample-run.ts';
import { told } from './support/told.ts';

const outcome = outcomeOf([streamReport('a')]);
/** Of one export, with everything that it tries. */
const short = { OTEL_EXPORTER_OTLP_TIMEOUT: '100' };

describe('a collector', () => {
  for (const [name, answer, reason] of [
    ['that refuses', status(401), '401'],
    ['that is broken', status(500), '500'],
    ['that redirects', status(302, { location: 'http://127.0.0.1:9/' }), '302'],
    ['that never answers', hang, 'imeout|timed out|aborted'],
  ] as const) {
    it(`${name} is a warning`, async () => {
      await using server = await receiver(answer);
      const otlp = { endpoint: server.url };
      const [warning] = await told({ otlp }, { outcome, variables: short });
      expect(warning?.code).to.equal('REPORT_FAILED');
      expect(warning?.message).to.match(new RegExp(reason));
    });
  }

  it('that is down, or speaks no TLS, is a warning', async () => {
    const down = { endpoint: `http://127.0.0.1:${await closedPort()}` };
    const [refused] = await told({ otlp: down }, { outcome, variables: short });
    expect(refused?.message).to.include('The metrics could not be sent');
    await using server = await receiver();
    const plain = { endpoint: server.url.replace('http:', 'https:') };
    const [tls] = await told({ otlp: plain }, { outcome, variables: short });
    expect(tls?.code).to.equal('REPORT_FAILED');
    expect(server.received).to.deep.equal([]);
  });

  it('that takes a part only is a warning that says so', async () => {
    const partial = JSON.stringify({ partialSuccess: { rejectedDataPoints: 3, errorMessage: 'no delta here' } });
    await using server = await receiver((response) =>
      response.setHeader('content-type', 'application/json').end(partial),
    );
    const warnings = await told({ otlp: { endpoint: server.url, protocol: 'http/json', traces: false } }, { outcome });
    expect(warnings.map(({ message }) => message).join()).to.include('no delta here');
  });

  it('is waited for only as long as there is time', async () => {
    await using server = await receiver(hang);
    const controller = new AbortController();
    const ended = told({ otlp: { endpoint: server.url } }, { outcome, signal: controller.signal });
    controller.abort(new HatcheryError('REPORT_FAILED', 'no more time'));
    expect((await ended).map(({ message }) => message)).to.deep.equal(['no more time']);
  });

  it('is not asked in a protocol that hatchery does not speak', async () => {
    await using server = await receiver();
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: server.url, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' };
    const warnings = await told(undefined, { outcome, variables });
    expect(warnings.map(({ message }) => message)).to.deep.equal([
      'The traces are not sent: the protocol "grpc" is not spoken.',
    ]);
    expect(server.received.map(({ path }) => path)).to.deep.equal(['/v1/metrics']);
  });

  it('whose URL in a variable is none is a warning', async () => {
    const variables = { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'nowhere', ...short };
    const [warning] = await told(undefined, { outcome, variables });
    expect(warning?.message).to.include('Could not parse environment-provided export URL');
  });
});
