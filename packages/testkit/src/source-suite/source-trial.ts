import { type DurationInput, parseDuration, type Resume, type SourceFactory, type WindowPolicy } from '@hatchery/core';
import { MemoryStore } from '../source-harness/memory-store.ts';
import { type PlainRun, runPlainly } from './plain-run.ts';
import type { SourceConformance, TestedServer } from './source-conformance.ts';
import { type ServiceOptions, type SourceUnderTest, TestedService } from './tested-service.ts';
import { now } from './trial-times.ts';

/** How the source resumes and cuts its windows; spans of time in milliseconds. */
export interface TrialRules {
  readonly resume: Resume;
  readonly granularity: number;
  readonly overlap: number;
  /** How long after it happened an event must still be collected. */
  readonly lag: number;
  /** How far back the first runs of the suite go. */
  readonly lookback: number;
  /** The same for a first run of one window only. */
  readonly oneWindow: number;
  /** How long after one run the next one takes place. */
  readonly step: number;
}

const tenMinutes = 600_000;

/** One source under test, and what the checks share. */
export class SourceTrial implements SourceUnderTest {
  readonly plugin: SourceFactory<never>;
  readonly conformance: SourceConformance;
  #plain: Promise<PlainRun> | undefined;
  #rules: Promise<TrialRules> | undefined;

  constructor(plugin: SourceFactory<never>, conformance: SourceConformance) {
    this.plugin = plugin;
    this.conformance = conformance;
  }

  get patience(): number {
    return this.conformance.patience ?? 10_000;
  }

  get definition(): SourceFactory<never>['definition'] {
    return this.plugin.definition;
  }

  /** Starts a fresh service, and binds the source to it. */
  async service(options: ServiceOptions = {}): Promise<TestedService> {
    const server = options.server ?? (await this.conformance.server(now));
    try {
      return await this.#bind(server, options);
    } catch (error) {
      if (options.server === undefined) await server.close();
      throw error;
    }
  }

  async #bind(server: TestedServer, options: ServiceOptions): Promise<TestedService> {
    const { lookback } = await this.rules();
    const config = options.config ?? this.conformance.config(server);
    const stream = { lookback, ...options.stream };
    return new TestedService(this, server, config, { store: new MemoryStore(), ...options, stream });
  }

  /** A service with events spread over the window of a first run. */
  async filledService(options: ServiceOptions = {}): Promise<TestedService> {
    const service = await this.service(options);
    await service.add(...(await this.times(service)));
    return service;
  }

  /** So many times, spread over what a first run covers. */
  async times(service: TestedService, count = 14): Promise<Date[]> {
    const { granularity } = await this.rules();
    const { from, to } = await service.window();
    const step = (to.getTime() - from.getTime()) / count;
    return Array.from({ length: count }, (_none, n) => {
      const time = from.getTime() + (n + 0.5) * step;
      return new Date(Math.floor(time / granularity) * granularity);
    });
  }

  /** When the nth run after the first takes place. */
  async later(n: number): Promise<Date> {
    return new Date(now.getTime() + n * (await this.rules()).step);
  }

  /** Ids that may be landed again: all, for a source that asks for a part of the last window once more. */
  async repeatable(service: TestedService): Promise<readonly string[]> {
    return (await this.rules()).overlap === 0 ? [] : service.ids;
  }

  /** A run in which nothing goes wrong; the same one for all who ask. */
  plain(): Promise<PlainRun> {
    this.#plain ??= this.filledService().then(runPlainly);
    return this.#plain;
  }

  rules(): Promise<TrialRules> {
    this.#rules ??= this.#findRules();
    return this.#rules;
  }

  async #findRules(): Promise<TrialRules> {
    const { windows, resume = 'cursor' } = this.definition;
    const config = typeof windows === 'function' || typeof resume === 'function' ? await this.#parsedConfig() : {};
    const policy = typeof windows === 'function' ? windows(config) : (windows ?? {});
    const span = (name: keyof WindowPolicy, fallback: number): number => milliseconds(policy[name], fallback);
    const overlap = span('overlap', 0);
    const granularity = Math.max(1, span('granularity', 1));
    // So many events must have times of their own; and two windows are as good as hundreds.
    const wanted = Math.max(span('lookback', tenMinutes), 20 * granularity);
    const maxSpan = span('maxSpan', Number.POSITIVE_INFINITY);
    return {
      resume: typeof resume === 'function' ? resume(config) : resume,
      granularity,
      overlap,
      lag: milliseconds(this.conformance.lag, span('settle', 0) + overlap),
      lookback: Math.min(wanted, 2 * maxSpan),
      oneWindow: Math.min(wanted, maxSpan),
      step: Math.max(tenMinutes, granularity),
    };
  }

  async #parsedConfig(): Promise<unknown> {
    const server = await this.conformance.server(now);
    try {
      return await this.definition.config.parseAsync(this.conformance.config(server));
    } finally {
      await server.close();
    }
  }
}

function milliseconds(input: DurationInput | undefined, fallback: number): number {
  return input === undefined ? fallback : (parseDuration(input) ?? fallback);
}
