import { defineSource, z } from '@hatchery/core';
import { expect } from 'chai';
import fileDestination from 'hatchery-dest-file';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig, type HatcheryConfig, run, type RunEvent } from '../../src/index.ts';
import { config, folder, source } from '../support/project.ts';
import { receiver } from '../support/receiver.ts';

const twice = defineSource({
  config: z.strictObject({ text: z.string() }),
  resume: 'window',
  async collect({ config: { text }, pipe }) {
    await pipe.spout(text);
    await pipe.spout(text + text);
  },
});

function inMemory(path: string): HatcheryConfig {
  return defineConfig({
    streams: [
      { id: 'bound', tags: ['hourly'], source: twice({ text: 'x' }), destination: fileDestination({ path }) },
      { id: 'bare', source: async (pipe) => void (await pipe.spout('bare')), destination: fileDestination({ path }) },
      {
        id: 'failing',
        tags: ['bad'],
        source: async () => {
          throw new Error('no');
        },
        destination: fileDestination({ path }),
      },
    ],
  });
}

describe('run, from code', () => {
  it('runs a config in memory, and changes nothing of the process', async () => {
    await using at = await folder();
    const path = join(at.cwd, 'logs');
    const listeners = (): unknown =>
      ['SIGINT', 'SIGTERM', 'uncaughtException', 'warning', 'exit'].map((name) => process.listenerCount(name));
    const before = {
      listeners: listeners(),
      console: globalThis.console,
      exitCode: process.exitCode,
      captured: process.hasUncaughtExceptionCaptureCallback(),
    };
    const events: RunEvent[] = [];
    const report = await run({
      config: inMemory(path),
      tags: ['hourly'],
      ids: ['bare'],
      onEvent: (event) => events.push(event),
    });
    expect(report.streams.map(({ id, status, objectCount }) => [id, status, objectCount])).to.deep.equal([
      ['bound', 'completed', 2],
      ['bare', 'completed', 1],
    ]);
    expect(events.map(({ type }) => type)).to.include.members(['stream-started', 'window', 'progress', 'stream-ended']);
    expect({
      listeners: listeners(),
      console: globalThis.console,
      exitCode: process.exitCode,
      captured: process.hasUncaughtExceptionCaptureCallback(),
    }).to.deep.equal(before);
    expect(await readdir(path)).to.not.deep.equal([]);
  });

  it('reports a failing stream and does not throw for it', async () => {
    await using at = await folder();
    const report = await run({ config: inMemory(join(at.cwd, 'logs')), all: true });
    expect(report.streams.map(({ status }) => status)).to.deep.equal(['completed', 'completed', 'failed']);
    expect(report.streams[2]?.error).to.have.property('code', 'SOURCE_FAILED');
  });

  it('reads a config by its path', async () => {
    await using at = await folder({
      'source.mjs': source,
      'hatchery.yaml': config([{ id: 'one', source: { use: './source.mjs' } }]),
    });
    const report = await run({ config: join(at.cwd, 'hatchery.yaml'), ids: ['one'] });
    expect(report.streams[0]).to.include({ id: 'one', status: 'completed' });
  });

  it('collects the windows asked for', async () => {
    await using at = await folder();
    const windows = [0, 1, 2].map((hour) => ({
      from: new Date(Date.UTC(2026, 0, 1, hour)),
      to: new Date(Date.UTC(2026, 0, 1, hour + 1)),
    }));
    const report = await run({ config: inMemory(join(at.cwd, 'logs')), ids: ['bare'], windows });
    expect(report.streams[0]?.objectCount).to.equal(3);
  });

  it('stops when its signal aborts', async () => {
    await using at = await folder();
    const controller = new AbortController();
    const waiting: HatcheryConfig = {
      streams: [
        {
          id: 'waiting',
          source: async (pipe) => {
            controller.abort();
            pipe.signal.throwIfAborted();
          },
          destination: fileDestination({ path: join(at.cwd, 'logs') }),
        },
      ],
    };
    const report = await run({ config: waiting, all: true, signal: controller.signal });
    expect(report.streams[0]?.status).to.equal('cancelled');
  });

  for (const [name, options, code] of [
    ['no selector', {}, 'USAGE'],
    ['a tag that nothing has', { tags: ['nope'] }, 'NO_STREAM_MATCHED'],
  ] as const) {
    it(`throws for ${name}`, async () => {
      await using at = await folder();
      const error = await run({ config: inMemory(join(at.cwd, 'logs')), ...options }).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).to.have.property('code', code);
    });
  }

  it('tells others if it is asked to, and nobody otherwise', async () => {
    await using server = await receiver();
    await using at = await folder();
    const report = { webhook: { url: server.url }, otlp: { endpoint: server.url } };
    const request = { config: { ...inMemory(join(at.cwd, 'logs')), report }, ids: ['bare', 'failing'] };
    await run(request);
    expect(server.told).to.deep.equal([]);
    const events: RunEvent[] = [];
    const { run: id } = await run({ ...request, telemetry: true, onEvent: (event) => events.push(event) });
    expect(server.told.map(({ path }) => path)).to.have.members(['/', '/v1/metrics', '/v1/traces']);
    const body = JSON.parse(server.told.find(({ path }) => path === '/')?.body.toString() ?? '') as object;
    expect(body).to.deep.include({ run: id, exitCode: 1, statuses: { completed: 1, failed: 1 } });
    expect(events.map(({ type }) => type)).to.include('stream-ended');
  });

  it('tells others why nothing ran, and throws it', async () => {
    await using server = await receiver();
    await using at = await folder();
    const told = { ...inMemory(join(at.cwd, 'logs')), report: { webhook: { url: server.url } } };
    const error: unknown = await run({ config: told, tags: ['none'], telemetry: true }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({ code: 'NO_STREAM_MATCHED' });
    const body = JSON.parse(server.told[0]?.body.toString() ?? '') as { exitCode: number; error: { code: string } };
    expect([body.exitCode, body.error.code]).to.deep.equal([3, 'NO_STREAM_MATCHED']);
  });

  it('tells that it was stopped, and waits for nobody once it is', async () => {
    await using server = await receiver();
    await using silent = await receiver({ silent: true });
    await using at = await folder();
    const base = inMemory(join(at.cwd, 'logs'));
    const stopped = { ...base, report: { webhook: { url: server.url } } };
    await run({ config: stopped, all: true, telemetry: true, signal: AbortSignal.abort() });
    const body = JSON.parse(server.told[0]?.body.toString() ?? '') as object;
    expect(body).to.deep.include({ statuses: { cancelled: 3 } });
    const events: RunEvent[] = [];
    const controller = new AbortController();
    void silent.reached.then(() => controller.abort());
    await run({
      config: { ...base, report: { webhook: { url: silent.url } } },
      ids: ['bare'],
      telemetry: true,
      signal: controller.signal,
      onEvent: (event) => events.push(event),
    });
    const warnings = events.filter((event) => event.type === 'log' && event.fields['code'] === 'REPORT_FAILED');
    expect(warnings).to.have.length(1);
  });
});
