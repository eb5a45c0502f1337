import { expect } from 'chai';
import { buildCli } from '../support/build-cli.ts';
import { canary, canarySource } from '../support/canary-source.ts';
import { gate } from '../support/gate.ts';
import { hatchery, start } from '../support/hatchery.ts';
import { config, folder, gatedSource, source } from '../support/project.ts';
import { type Receiver, receiver } from '../support/receiver.ts';

const one = { id: 'größe/\u{1f423}', tags: ['hourly'], source: { use: './source.mjs' } };
const gated = (url: string) => config([{ id: 'gated', source: { use: './gated.mjs', gate: url } }]);

/** A webhook, by variables. */
const hook = ({ url }: Receiver) => ({ HATCHERY_REPORT_URL: `${url}/hook/t0ken-in-a-path` });
/** All that can be told. */
const all = (server: Receiver) => ({ ...hook(server), OTEL_EXPORTER_OTLP_ENDPOINT: server.url });

const pathsOf = ({ told }: Receiver) => told.map(({ path }) => path).sort();
const bodyOf = ({ told }: Receiver) => {
  const report = told.find(({ path }) => path.startsWith('/hook'));
  return JSON.parse(report?.body.toString() ?? '') as Record<string, unknown>;
};

describe('telling others how a run went', function () {
  this.timeout(60_000);
  before(buildCli);

  it('tells a webhook what --json prints, and a collector in protobuf', async () => {
    await using server = await receiver();
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
    const { code, stdout, stderr } = await hatchery(['run', '-a', '--json'], { ...at, env: all(server) });
    expect(code, stderr).to.equal(0);
    expect(stderr).not.to.include('WARN');
    expect(pathsOf(server)).to.deep.equal(['/hook/t0ken-in-a-path', '/v1/metrics', '/v1/traces']);
    const printed = JSON.parse(stdout) as { run: string; streams: unknown };
    const body = bodyOf(server);
    expect(body).to.include({ type: 'hatchery.run.ended', run: printed.run, exitCode: 0 });
    expect(body['streams']).to.deep.equal(printed.streams);
    expect(body['versions']).to.include.keys('hatchery', '@hatchery/core', 'node');
    const metrics = server.told.find(({ path }) => path === '/v1/metrics');
    for (const word of ['hatchery.stream.lag', one.id, './source.mjs', 'hatchery-dest-file', 'completed']) {
      expect(metrics?.body.includes(word), word).to.equal(true);
    }
    const traces = server.told.find(({ path }) => path === '/v1/traces');
    expect(traces?.body.includes(printed.run)).to.equal(true);
  });

  it('does the same for a backfill', async () => {
    await using server = await receiver();
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
    const args = ['backfill', '-a', '-s', '2026-01-01T00:00:00Z', '-e', '2026-01-02T00:00:00Z'];
    const { code } = await hatchery(args, { ...at, env: hook(server) });
    expect(code).to.equal(0);
    expect(bodyOf(server)['statuses']).to.deep.equal({ completed: 1 });
  });

  it('loads nothing for it, and says nothing, where nobody is to be told', async () => {
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
    const env = { NODE_DEBUG: 'esm,module', OTEL_SERVICE_NAME: 'x', TRACEPARENT: 'x' };
    const { code, stderr } = await hatchery(['run', '-a'], { ...at, env });
    expect(code, stderr).to.equal(0);
    expect(stderr)
      .to.include('source.mjs')
      .and.not.match(/opentelemetry|start-telemetry|send-webhook|report-schema/);
  });

  it('tells why nothing ran: a plugin that is not there, a stream that is not there, a config that cannot be read', async () => {
    await using server = await receiver();
    const report = { webhook: { url: '${env:HOOK}' } };
    const streams = [{ id: 'a', source: { use: 'nowhere' }, destination: { use: 'file', path: './logs' } }];
    await using at = await folder({
      'hatchery.yaml': JSON.stringify({ report, streams }),
      'broken.yaml': 'streams: [',
    });
    const env = { HOOK: `${server.url}/hook` };
    const runs = [
      await hatchery(['run', '-a'], { ...at, env }),
      await hatchery(['run', '-t', 'daily', '-f', 'json'], { ...at, env }),
      await hatchery(['run', '-a', '-c', 'broken.yaml'], { ...at, env: hook(server) }),
    ];
    expect(runs.map(({ code }) => code)).to.deep.equal([2, 3, 2]);
    const bodies = server.told.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>);
    expect(bodies.map(({ exitCode }) => exitCode)).to.deep.equal([2, 3, 2]);
    const codes = bodies.map(({ error }) => (error as { code: string }).code);
    expect(codes).to.deep.equal(['PLUGIN_NOT_INSTALLED', 'NO_STREAM_MATCHED', 'CONFIG_SYNTAX']);
    for (const [index, { stderr }] of runs.entries()) expect(stderr.split(codes[index] ?? '')).to.have.length(2);
  });

  it('tells that a run was interrupted', async () => {
    await using server = await receiver();
    await using door = await gate();
    await using at = await folder({ 'gated.mjs': gatedSource, 'hatchery.yaml': gated(door.url) });
    const running = start(['run', '-a'], { ...at, env: all(server) });
    await door.reached;
    running.child.kill('SIGTERM');
    const { code } = await running.result;
    expect(code).to.equal(143);
    expect(bodyOf(server)).to.deep.include({ signal: 'SIGTERM', exitCode: 143, statuses: { cancelled: 1 } });
    expect(pathsOf(server)).to.include('/v1/metrics');
  });

  it('that cannot be told is a warning, and changes neither the result nor the exit code', async () => {
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
    const nowhere = 'http://127.0.0.1:9';
    const env = {
      HATCHERY_REPORT_URL: `${nowhere}/t0ken-in-a-path`,
      OTEL_EXPORTER_OTLP_ENDPOINT: nowhere,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=s3cret-of-headers',
      OTEL_EXPORTER_OTLP_TIMEOUT: '100',
    };
    const { code, stdout, stderr } = await hatchery(['run', '-a', '-l', 'debug'], { ...at, env });
    expect(code).to.equal(0);
    expect(stdout).to.include('1 completed');
    expect(stderr).to.include('The report could not be sent to http://127.0.0.1:9').and.include('code=REPORT_FAILED');
    expect(stderr).to.include('The metrics could not be sent');
    expect(stdout + stderr).not.to.match(/t0ken-in-a-path|s3cret-of-headers/);
  });

  it('ends with a signal where nobody answers; the run was done, so its code stays', async () => {
    await using server = await receiver({ silent: true });
    await using at = await folder({ 'source.mjs': source, 'hatchery.yaml': config([one]) });
    const running = start(['run', '-a'], { ...at, env: all(server) });
    await server.reached;
    running.child.kill('SIGTERM');
    const { code, signal, stdout } = await running.result;
    expect({ code, signal }).to.deep.equal({ code: 0, signal: null });
    expect(stdout).to.include('1 completed');
  });

  it('tells no secret that a plugin lets slip', async () => {
    await using server = await receiver();
    const leaky = { id: 'leaky', source: { use: './leaky.mjs', token: '${env:CANARY}' } };
    await using at = await folder({ 'leaky.mjs': canarySource, 'hatchery.yaml': config([leaky]) });
    const env = { ...all(server), CANARY: canary, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
    const { code } = await hatchery(['run', '-a'], { ...at, env });
    expect(code).to.equal(1);
    const told = server.told.map(({ body }) => body.toString()).join('\n');
    expect(told).to.include('[secret]').and.include('SOURCE_FAILED');
    const spellings = [canary, encodeURIComponent(canary), JSON.stringify(canary).slice(1, -1)];
    for (const spelling of [...spellings, Buffer.from(canary).toString('base64')])
      expect(told).not.to.include(spelling);
  });
});
