import type { DestinationFactory, SourceFactory } from '@hatchery/core';
import { type LoadedPlugin, type PluginPackage, readPluginPackage } from '@hatchery/host';
import type { Check, DestinationConformance, SourceConformance } from '@hatchery/testkit';
import type { CheckResult } from './check-result.ts';
import { conformanceOf } from './conformance-of.ts';
import { loadTestkit } from './load-testkit.ts';
import { checkPackage, packageResult } from './package-checks.ts';

/** A test of one plugin, under way. */
export interface PluginTest {
  readonly name: string;
  readonly version: string;
  readonly kind: string | undefined;
  /** Each outcome, as it comes. */
  readonly results: AsyncIterable<CheckResult>;
}

/**
 * Tests the plugin in a folder: its package, and then its code, with its conformance module where it has one.
 *
 * @throws HatcheryError `USAGE` if there is no package
 */
export function testPlugin(directory: string, shared: Readonly<Record<string, string>>): PluginTest {
  const tested = readPluginPackage(directory, shared);
  const { name, version, kind } = tested.plugin;
  return { name, version, kind, results: resultsOf(tested) };
}

async function* resultsOf(tested: PluginPackage): AsyncGenerator<CheckResult> {
  yield* checkPackage(tested);
  const loaded = await attempt(async () => tested.load());
  yield packageResult('package-loads', 'is loaded as a plugin', loaded.problem);
  if (loaded.value === undefined) return;
  const conformance = await attempt(() => conformanceOf(tested));
  if (conformance.value === undefined && conformance.problem === undefined) {
    yield {
      ...packageResult('package-conformance', 'has a conformance module', undefined),
      status: 'not applicable',
      seen: '`hatchery.conformance` names none: what needs to know the API is left out.',
    };
  } else {
    yield packageResult('package-conformance', 'has a conformance module that can be loaded', conformance.problem);
  }
  const testkit = await loadTestkit(tested.plugin.directory ?? '.');
  yield* testkit.runChecks(checksOf(testkit, loaded.value, conformance.value, tested));
}

function checksOf(
  testkit: typeof import('@hatchery/testkit'),
  { kind, definition }: LoadedPlugin,
  conformance: object | undefined,
  tested: PluginPackage,
): Check[] {
  const bind = (config: unknown) => ({ kind, definition, config });
  const plugin: unknown = Object.assign(bind, { kind, definition });
  if (kind === 'source') {
    const source = plugin as SourceFactory<never>;
    return conformance === undefined
      ? testkit.testSourceBlind(source)
      : testkit.testSource(source, conformance as SourceConformance);
  }
  const destination = plugin as DestinationFactory<never>;
  return conformance === undefined
    ? testkit.testDestinationBlind(destination)
    : testkit.testDestination(destination, { module: tested.entry(), ...(conformance as DestinationConformance) });
}

/** What something gives, or why it fails. */
async function attempt<T>(act: () => Promise<T>): Promise<{ readonly value?: T; readonly problem?: string }> {
  try {
    return { value: await act() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
