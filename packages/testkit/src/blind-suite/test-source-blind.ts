import type { HttpClient, HttpRequest, SourceBinding, SourceFactory } from '@hatchery/core';
import type { StreamReport } from '@hatchery/engine';
import { type Check, check, notApplicable } from '../conformance/check.ts';
import { everythingIn, showsSecret } from '../conformance/find-secret.ts';
import { optionsChecks } from '../conformance/options-checks.ts';
import type { Fault } from '../server/exchange.ts';
import { faults } from '../server/faults.ts';
import { sourceHarness } from '../source-harness/source-harness.ts';
import { recordOutput } from '../source-suite/record-output.ts';
import { thrownProblem } from '../source-suite/thrown-problem.ts';
import { type Watch, watchSource } from '../source-suite/watched-source.ts';
import { hostileService, hostilities } from './hostile-service.ts';
import { routeSockets } from './route-sockets.ts';
import { sampleOptions } from './sample-options.ts';

const canary = 'hatchery-canary/8+4=2_3';
const patience = 15_000;

/**
 * What can be tested of a source whose API nobody has described: its options, and that it stays in order when each of its
 * requests comes to a server that means harm.
 */
export function testSourceBlind(plugin: SourceFactory<never>): Check[] {
  const schema = plugin.definition.config;
  return [
    ...optionsChecks({
      schema,
      withOptions: async (use) => use(await optionsFor(plugin, 'http://127.0.0.1:9')),
    }),
    ...hostilities.map(({ name, fault, looksFine = false }) =>
      check('hostile', `fails, and says why, when the service ${name}`, () => expectFailure(plugin, fault, looksFine)),
    ),
    ...hostilities.map(({ name, fault }) =>
      check('secrets-hidden', `shows no secret when the service ${name}`, () => expectHidden(plugin, fault)),
    ),
    check('abort', 'stops when told to while the service is silent', () => expectStop(plugin)),
  ];
}

async function optionsFor(plugin: SourceFactory<never>, url: string): Promise<unknown> {
  const options = await sampleOptions(plugin.definition.config, { secret: canary, url });
  return options ?? notApplicable('No options could be made up from the schema: give it `examples`.');
}

async function expectFailure(plugin: SourceFactory<never>, fault: Fault, looksFine: boolean): Promise<void> {
  const { report, watch } = await runAgainst(plugin, fault);
  if (looksFine && watch.streamed.size > 0) notApplicable('It lands bodies as they stream in, whatever they are.');
  if (report.status === 'cancelled') throw new Error(`It had not ended after ${patience / 1000} s.`);
  if (report.status !== 'failed') throw new Error(`The run ended "${report.status}" and not "failed".`);
  const problem = watch.thrown.map(thrownProblem).find((found) => found !== undefined);
  if (problem !== undefined) throw new Error(`It failed, but ${problem}`);
}

async function expectHidden(plugin: SourceFactory<never>, fault: Fault): Promise<void> {
  const { result, output } = await recordOutput(() => runAgainst(plugin, fault));
  const { report, events, watch, names } = result;
  const seen = everythingIn([report, events, watch.said, watch.thrown, names, output]);
  if (showsSecret(seen, canary))
    throw new Error('A secret shows in its logs, its errors, the ledger, or what it prints.');
}

async function expectStop(plugin: SourceFactory<never>): Promise<void> {
  const stop = new AbortController();
  const hang: Fault = (exchange) => {
    setImmediate(() => stop.abort());
    return faults.hang('headers')(exchange);
  };
  const { report, watch, requests } = await runAgainst(plugin, hang, stop.signal);
  if (requests === 0) notApplicable('It sends no request.');
  if (watch.ended < watch.begun) throw new Error('It was still at work when hatchery gave up waiting for it.');
  if (report.status !== 'cancelled') throw new Error(`The run ended "${report.status}" and not "cancelled".`);
}

interface HostileRun {
  readonly report: StreamReport;
  readonly events: readonly unknown[];
  readonly watch: Watch;
  /** Of objects and entries of the ledger. */
  readonly names: readonly string[];
  readonly requests: number;
}

async function runAgainst(plugin: SourceFactory<never>, fault: Fault, stop?: AbortSignal): Promise<HostileRun> {
  await using server = await hostileService(fault);
  const options = await optionsFor(plugin, server.url);
  const { source, watch } = watchSource(routed(plugin(options as never), server.url));
  const harness = sourceHarness(source);
  const late = AbortSignal.timeout(patience);
  const signal = stop === undefined ? late : AbortSignal.any([stop, late]);
  const { report, events } = await routeSockets(server.port, () => harness.run({ signal }));
  const names = (await harness.landed()).map(({ name }) => name);
  return { report, events, watch, names, requests: server.log.length };
}

/** The source, with each of its requests sent to another server; path and query stay. */
function routed(binding: SourceBinding, url: string): SourceBinding {
  const { definition } = binding;
  const route =
    (http: HttpClient): HttpClient =>
    (input) => {
      const request: HttpRequest = typeof input === 'string' || input instanceof URL ? { url: input } : input;
      const { pathname, search } = new URL(request.url);
      return http({ ...request, url: `${url}${pathname}${search}` });
    };
  return {
    ...binding,
    definition: {
      ...definition,
      collect: ({ config, pipe }) => definition.collect({ config, pipe: { ...pipe, http: route(pipe.http) } }),
    },
  };
}
