import { expect } from 'chai';
import { HatcheryError, Secret } from '@hatchery/core';
import type { RunEvent } from '@hatchery/engine';
import { type SeenSpan, spansIn } from './support/read-otlp.ts';
import { receiver } from './support/receiver.ts';
import { facts, outcomeOf, stream, streamReport } from './support/sample-run.ts';
import { told } from './support/told.ts';

const client = 3;
const failed = 2;

const from = new Date('2026-11-01T09:00:00Z');
const to = new Date('2026-11-01T10:00:00Z');

const response = (more: Partial<Extract<RunEvent, { type: 'response' }>> = {}): RunEvent => ({
  type: 'response',
  stream: 'a',
  method: 'GET',
  url: 'https://api.acme.example/v1/logs?limit=5',
  attempt: 1,
  startedAt: new Date('2026-11-01T10:00:01Z'),
  durationMs: 250,
  status: 200,
  ...more,
});

const within = (events: readonly RunEvent[], more = {}): RunEvent[] => [
  { type: 'stream-started', stream: 'a' },
  { type: 'window', stream: 'a', from, to },
  ...events,
  { type: 'stream-ended', stream: 'a', report: streamReport('a', more) },
];

const named = (spans: readonly SeenSpan[], name: string) => spans.filter((span) => span.name === name);

describe('OpenTelemetry traces', () => {
  for (const protocol of ['http/protobuf', 'http/json']) {
    it(`hold the run, in it the stream, in that the window, in that the requests, as ${protocol}`, async () => {
      await using server = await receiver();
      const otlp = { endpoint: server.url, protocol, metrics: false };
      const events = within([response({ attempt: 1, status: 503 }), response({ attempt: 2 })]);
      const outcome = outcomeOf([streamReport('a')]);
      expect(await told({ otlp }, { events, outcome, streams: [stream('a')] })).to.deep.equal([]);
      const spans = spansIn(server.received);
      const [run, ...roots] = spans.filter((span) => span.parentSpanId === undefined);
      expect(roots).to.deep.equal([]);
      expect(run).to.deep.include({ name: 'hatchery.run', durationMs: 2_500, kind: 1 });
      expect(run?.attributes).to.include({ 'hatchery.run.id': facts.run, 'hatchery.run.streams': 1 });
      const [ofStream] = named(spans, 'hatchery.stream');
      expect(ofStream?.parentSpanId).to.equal(run?.spanId);
      expect(ofStream?.attributes).to.include({
        'hatchery.stream.id': 'a',
        'hatchery.source.name': 'hatchery-source-acme',
        'hatchery.stream.status': 'completed',
        'hatchery.stream.objects': 1,
      });
      const [window] = named(spans, 'hatchery.window');
      expect(window?.parentSpanId).to.equal(ofStream?.spanId);
      expect(window?.attributes).to.deep.equal({
        'hatchery.window.from': '2026-11-01T09:00:00.000Z',
        'hatchery.window.to': '2026-11-01T10:00:00.000Z',
      });
      const [first, second] = named(spans, 'GET');
      expect(first).to.include({ parentSpanId: window?.spanId, kind: client, durationMs: 250 });
      expect(first?.status.code).to.equal(failed);
      expect(first?.attributes).to.deep.equal({
        'http.request.method': 'GET',
        'url.full': 'https://api.acme.example/v1/logs?limit=5',
        'server.address': 'api.acme.example',
        'server.port': 443,
        'http.response.status_code': 503,
        'error.type': '503',
      });
      expect(second?.attributes).to.include({ 'http.request.resend_count': 1, 'http.response.status_code': 200 });
      expect(second?.attributes).not.to.have.property('error.type');
      expect(new Set(spans.map(({ traceId }) => traceId)).size).to.equal(1);
    });
  }

  it('belong to the trace of whoever started the run', async () => {
    await using server = await receiver();
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const variables = { TRACEPARENT: `00-${traceId}-b7ad6b7169203331-01` };
    await told({ otlp: { endpoint: server.url, metrics: false } }, { events: within([]), variables });
    const spans = spansIn(server.received);
    expect(new Set(spans.map((span) => span.traceId))).to.deep.equal(new Set([traceId]));
    expect(named(spans, 'hatchery.run')[0]?.parentSpanId).to.equal('b7ad6b7169203331');
  });

  it('are not sent where whoever started the run does not sample it; a parent that is none is left alone', async () => {
    await using server = await receiver();
    const otlp = { endpoint: server.url, metrics: false };
    const ended = (TRACEPARENT: string) => told({ otlp }, { events: within([]), variables: { TRACEPARENT } });
    await ended('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00');
    expect(server.received).to.deep.equal([]);
    await ended('rubbish');
    expect(named(spansIn(server.received), 'hatchery.run')[0]?.parentSpanId).to.equal(undefined);
  });

  it('say why a stream failed, without secrets, and that the run did', async () => {
    await using server = await receiver();
    const error = new HatcheryError('UNAUTHORIZED', `It refused ${new Secret('canary-in-a-message').reveal()}.`);
    const events = within([], { status: 'failed', error });
    const outcome = outcomeOf([streamReport('a', { status: 'failed', error })]);
    await told({ otlp: { endpoint: server.url, metrics: false } }, { events, outcome });
    const spans = spansIn(server.received);
    const [ofStream] = named(spans, 'hatchery.stream');
    expect(ofStream?.status).to.deep.equal({ code: failed, message: 'It refused [secret].' });
    expect(ofStream?.attributes).to.include({ 'error.type': 'UNAUTHORIZED' });
    const [run] = named(spans, 'hatchery.run');
    expect(run?.status.code).to.equal(failed);
    expect(run?.attributes).to.include({ 'process.exit.code': 1, 'error.type': '1' });
  });

  it('show no part of a URL that proves who asks', async () => {
    await using server = await receiver();
    const known = new Secret('known-as-a-secret').reveal();
    const urls = [
      `https://a.example/x/${known}`,
      'https://a.example/x?token=[secret]&a=%C3%BC',
      'https://bucket.example:8443/k?X-Amz-Signature=abcdef123&sig=xyz789&part=1',
      'https://user:pass-word@a.example/',
      'no url at all',
    ];
    const events = within(urls.map((url) => response({ url })));
    await told({ otlp: { endpoint: server.url, metrics: false } }, { events });
    const shown = named(spansIn(server.received), 'GET').map(({ attributes }) => attributes['url.full']);
    expect(shown).to.deep.equal([
      'https://a.example/x/[secret]',
      'https://a.example/x?token=[secret]&a=%C3%BC',
      'https://bucket.example:8443/k?X-Amz-Signature=REDACTED&sig=REDACTED&part=1',
      'https://a.example/',
      'no url at all',
    ]);
  });

  it('name a method that OpenTelemetry does not know as it says, and an answer that did not come', async () => {
    await using server = await receiver();
    const { status: _, ...unanswered } = response({ method: 'purge', error: 'NETWORK' }) as { status?: number };
    await told({ otlp: { endpoint: server.url, metrics: false } }, { events: within([unanswered as RunEvent]) });
    const [span] = named(spansIn(server.received), 'HTTP');
    expect(span?.attributes).to.include({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'purge',
      'error.type': 'NETWORK',
    });
  });

  it('are bounded: the first requests of a stream, and later ones that fail; what is left out is counted', async () => {
    await using server = await receiver();
    const requests = Array.from({ length: 5_000 }, (_, index) => response({ status: index < 4_000 ? 200 : 500 }));
    await told({ otlp: { endpoint: server.url, metrics: false } }, { events: within(requests) });
    const spans = spansIn(server.received);
    const statuses = named(spans, 'GET').map(({ attributes }) => attributes['http.response.status_code']);
    expect(statuses.filter((code) => code === 200)).to.have.length(31);
    expect(statuses.filter((code) => code === 500)).to.have.length(32);
    const [ofStream] = named(spans, 'hatchery.stream');
    expect(ofStream?.attributes['hatchery.stream.spans_omitted']).to.equal(5_000 - 63);
  });

  it('of 1,000 streams are all there, in requests of some hundred spans', async () => {
    await using server = await receiver();
    const ids = Array.from({ length: 1_000 }, (_, index) => `s${index}`);
    const events = ids.flatMap((id): RunEvent[] => [
      { type: 'stream-started', stream: id },
      { type: 'window', stream: id, from, to },
      ...Array.from({ length: 10 }, () => response({ stream: id })),
      { type: 'stream-ended', stream: id, report: streamReport(id) },
    ]);
    expect(await told({ otlp: { endpoint: server.url, metrics: false } }, { events })).to.deep.equal([]);
    const spans = spansIn(server.received);
    expect(
      new Set(named(spans, 'hatchery.stream').map(({ attributes }) => attributes['hatchery.stream.id'])),
    ).to.have.property('size', 1_000);
    expect(spans.length).to.be.below(5_002);
    for (const { body } of server.received) expect(body.length).to.be.below(1_000_000);
  });
});
