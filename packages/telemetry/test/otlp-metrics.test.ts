import { expect } from 'chai';
import { HatcheryError, Secret } from '@hatchery/core';
import { metricsIn, resourceIn } from './support/read-otlp.ts';
import { receiver } from './support/receiver.ts';
import { facts, outcomeOf, stream, streamReport } from './support/sample-run.ts';
import { told } from './support/told.ts';

const delta = 1;
const cumulative = 2;

const one = {
  'hatchery.stream.id': 'größe/日本',
  'hatchery.source.name': 'hatchery-source-acme',
  'hatchery.source.version': '2.0.1',
  'hatchery.destination.name': 'hatchery-dest-disk',
  'hatchery.destination.version': '3.1.0',
};
const how = { streams: [stream('größe/日本')], outcome: outcomeOf([streamReport('größe/日本')]) };

describe('OpenTelemetry metrics', () => {
  for (const protocol of ['http/protobuf', 'http/json']) {
    it(`say what each stream did, as ${protocol}`, async () => {
      await using server = await receiver();
      const otlp = { endpoint: server.url, protocol, traces: false };
      expect(await told({ otlp }, how)).to.deep.equal([]);
      expect(server.received.map(({ path }) => path)).to.deep.equal(['/v1/metrics']);
      const type = protocol === 'http/json' ? 'application/json' : 'application/x-protobuf';
      expect(server.received[0]?.headers['content-type']).to.equal(type);
      const metrics = metricsIn(server.received);
      const seen = (name: string) => {
        const { kind, unit, temporality, points = [] } = metrics.get(name) ?? {};
        return [kind, unit, temporality, points.map(({ value }) => value)];
      };
      expect(seen('hatchery.stream.lag')).to.deep.equal(['gauge', 's', undefined, [62.5]]);
      expect(seen('hatchery.stream.objects')).to.deep.equal(['sum', '{object}', delta, [1]]);
      expect(seen('hatchery.stream.bytes')).to.deep.equal(['sum', 'By', delta, [100]]);
      expect(seen('hatchery.stream.requests')).to.deep.equal(['sum', '{request}', delta, [3]]);
      expect(seen('hatchery.stream.retries')).to.deep.equal(['sum', '{retry}', delta, [1]]);
      expect(seen('hatchery.stream.duration')).to.deep.equal(['histogram', 's', delta, [1.5]]);
      expect(seen('hatchery.run.duration')).to.deep.equal(['histogram', 's', delta, [2.5]]);
      expect(seen('hatchery.stream.status')).to.deep.equal(['gauge', '1', undefined, [1, 0, 0, 0]]);
      expect(metrics.get('hatchery.stream.lag')?.points[0]?.attributes).to.deep.equal(one);
      expect(metrics.get('hatchery.stream.duration')?.points[0]).to.deep.equal({
        value: 1.5,
        count: metrics.get('hatchery.run.duration')?.points[0]?.count,
        attributes: { ...one, 'hatchery.stream.status': 'completed' },
      });
      expect(Number(metrics.get('hatchery.stream.duration')?.points[0]?.count)).to.equal(1);
      expect(metrics.get('hatchery.run.duration')?.points[0]?.attributes).to.deep.equal({ 'process.exit.code': 0 });
      expect(metrics.size).to.equal(8);
    });
  }

  it('come from the service hatchery, unless the variables say otherwise', async () => {
    await using server = await receiver();
    await told({ otlp: { endpoint: server.url, traces: false } });
    expect(resourceIn(server.received)).to.include({ 'service.name': 'hatchery', 'service.version': '1.2.3' });
    await using other = await receiver();
    const variables = { OTEL_SERVICE_NAME: 'audit', OTEL_RESOURCE_ATTRIBUTES: 'team=sec%C3%BC,service.name=x' };
    await told({ otlp: { endpoint: other.url, traces: false } }, { variables });
    expect(resourceIn(other.received)).to.include({
      'service.name': 'audit',
      team: 'secü',
      'service.version': '1.2.3',
    });
  });

  it('say how streams failed; a stream of which nothing is known to be covered has no lag', async () => {
    await using server = await receiver();
    const { coveredUntil: _, ...uncovered } = streamReport('new');
    const failed = { status: 'failed', error: new HatcheryError('RATE_LIMITED', 'It asks to slow down.') } as const;
    const streams = [{ ...uncovered, ...failed }, streamReport('late', { coveredUntil: '2027-01-01T00:00:00Z' })];
    await told({ otlp: { endpoint: server.url } }, { outcome: outcomeOf(streams, { exitCode: 1 }) });
    const metrics = metricsIn(server.received);
    const lags = metrics
      .get('hatchery.stream.lag')
      ?.points.map((point) => [point.attributes['hatchery.stream.id'], point.value]);
    expect(lags).to.deep.equal([['late', 0]]);
    const [first] = metrics.get('hatchery.stream.duration')?.points ?? [];
    expect(first?.attributes).to.include({ 'hatchery.stream.status': 'failed', 'error.type': 'RATE_LIMITED' });
    const on = metrics.get('hatchery.stream.status')?.points.filter(({ value }) => value === 1);
    expect(on?.map(({ attributes }) => attributes['hatchery.stream.status'])).to.deep.equal(['failed', 'completed']);
    expect(metrics.get('hatchery.run.duration')?.points[0]?.attributes).to.include({ 'process.exit.code': 1 });
  });

  it('of a run that failed before it began are those of the run', async () => {
    await using server = await receiver();
    const outcome = { endedAt: new Date(), exitCode: 2, errorCode: 'CONFIG_INVALID', document: {} };
    await told({ otlp: { endpoint: server.url } }, { outcome });
    const metrics = metricsIn(server.received);
    expect([...metrics.keys()]).to.deep.equal(['hatchery.run.duration']);
    const [point] = metrics.get('hatchery.run.duration')?.points ?? [];
    expect(point?.attributes).to.deep.equal({ 'process.exit.code': 2, 'error.type': 'CONFIG_INVALID' });
  });

  it('of 1,000 streams go in portions of less than a megabyte, none left out', async () => {
    await using server = await receiver();
    const ids = Array.from({ length: 1_000 }, (_, index) => `stream-${index}`);
    const outcome = outcomeOf(ids.map((id) => streamReport(id)));
    const otlp = { endpoint: server.url, protocol: 'http/json', traces: false };
    expect(await told({ otlp }, { outcome, streams: ids.map(stream) })).to.deep.equal([]);
    expect(server.received).to.have.length(10);
    for (const { body } of server.received) expect(body.length).to.be.below(1_000_000);
    const objects = metricsIn(server.received).get('hatchery.stream.objects')?.points;
    expect(objects?.map(({ attributes }) => attributes['hatchery.stream.id'])).to.deep.equal(ids);
    expect(metricsIn(server.received).get('hatchery.run.duration')?.points).to.have.length(1);
  });

  it('can be cumulative, by the config or the variable', async () => {
    await using server = await receiver();
    const endpoint = server.url;
    await told({ otlp: { endpoint, traces: false, temporality: 'cumulative' } }, how);
    const variables = { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'Cumulative' };
    await told({ otlp: { endpoint, traces: false } }, { ...how, variables });
    await told({ otlp: { endpoint, traces: false, temporality: 'delta' } }, { ...how, variables });
    const seen = server.received.map((each) => metricsIn([each]).get('hatchery.stream.bytes')?.temporality);
    expect(seen).to.deep.equal([cumulative, cumulative, delta]);
  });

  it('go where the variables say, with their headers, compressed if they say so', async () => {
    await using server = await receiver();
    const variables = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${server.url}/base`,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=s3cret-of-headers,x-b=c%20d',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_TRACES_EXPORTER: 'none',
    };
    expect(await told(undefined, { ...how, variables })).to.deep.equal([]);
    const [request] = server.received;
    expect(server.received).to.have.length(1);
    expect(request?.path).to.equal('/base/v1/metrics');
    expect(request?.headers).to.include({ 'api-key': 's3cret-of-headers', 'x-b': 'c d', 'content-encoding': 'gzip' });
    expect(metricsIn(server.received).size).to.equal(8);
  });

  it('go where the config says, whatever the variables; headers add up', async () => {
    await using server = await receiver();
    await using elsewhere = await receiver();
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: elsewhere.url, OTEL_EXPORTER_OTLP_HEADERS: 'x-a=from-variable' };
    const headers = { headers: { 'x-b': 'plain' }, secretHeaders: { 'x-c': new Secret('hidden-value') } };
    await told({ otlp: { endpoint: `${server.url}/in/`, ...headers, traces: false } }, { variables });
    expect(elsewhere.received).to.deep.equal([]);
    expect(server.received[0]?.path).to.equal('/in/v1/metrics');
    const sent = { 'x-a': 'from-variable', 'x-b': 'plain', 'x-c': 'hidden-value' };
    expect(server.received[0]?.headers).to.include(sent);
  });

  it('are about this run alone', async () => {
    await using server = await receiver();
    await told({ otlp: { endpoint: server.url, protocol: 'http/json', traces: false } }, how);
    const text = server.received[0]?.body.toString() ?? '';
    const nanoseconds = (time: Date) => `${BigInt(time.getTime()) * 1_000_000n}`;
    expect(text).to.include(`"startTimeUnixNano":"${nanoseconds(facts.startedAt)}"`);
    expect(text).to.include(`"timeUnixNano":"${nanoseconds(how.outcome.endedAt)}"`);
  });
});
