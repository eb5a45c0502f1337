import { AsyncLocalStorage } from 'node:async_hooks';
import { HatcheryError } from '@hatchery/core';
import type { ContractRule } from './contract-rules.ts';
import { type PluginRole, violationBy } from './contract-violation.ts';
import { describeValue } from './describe-value.ts';
import { placeOf } from './place-of.ts';
import type { StreamFaults } from './stream-faults.ts';

/** Whose code runs, for which stream. It follows the code through promises, timers and listeners. */
export interface PluginScope {
  readonly role: PluginRole;
  /** The plugin's package name. */
  readonly plugin: string;
  readonly stream?: string;
  readonly faults?: StreamFaults;
}

const scopes = new AsyncLocalStorage<PluginScope | undefined>();

/** The plugin whose code called, however long ago; `undefined` in hatchery's own. */
export function currentPlugin(): PluginScope | undefined {
  return scopes.getStore();
}

/** Runs code of a plugin. */
export function inPlugin<T>(scope: PluginScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Runs code of a destination, for the stream whose code called. */
export function inDestination<T>(plugin: string, work: () => T): T {
  return scopes.run({ ...scopes.getStore(), role: 'destination', plugin }, work);
}

/** Runs code that is no plugin's, though a plugin called. */
export function outsidePlugins<T>(work: () => T): T {
  return scopes.run(undefined, work);
}

/**
 * Takes a failure that nobody caught (an unhandled rejection, an uncaught exception), from the handler that the process has for
 * these: it is laid to the plugin whose code it came from, and that plugin's stream fails.
 *
 * @returns the failure as the plugin's fault; `undefined` if it came from no plugin
 */
export function claimFault(error: unknown): HatcheryError | undefined {
  const scope = scopes.getStore();
  if (scope === undefined) return undefined;
  if (HatcheryError.is(error) && error.code === 'CONTRACT_VIOLATED') return fault(scope, error);
  const place = placeOf(error, scope.plugin);
  const did = `let something fail with nobody listening: ${describeValue(error)}`;
  return fault(scope, violationBy(scope.role, 'leave-no-failure-unheard', did, { place }));
}

/**
 * Something that the calling code does against the contract, with its place.
 *
 * @param through the folder of the code that it called, which is not the place
 */
export function violationOfCaller(rule: ContractRule, did: string, through: string): HatcheryError {
  const { role = 'plugin', plugin, stream } = scopes.getStore() ?? {};
  const place = placeOf(deepStack(), plugin ?? '', through);
  const error = violationBy(role, rule, did, { place });
  return error.within({ ...(plugin === undefined ? {} : { plugin }), ...(stream === undefined ? {} : { stream }) });
}

/** The same, where throwing it is not enough, as the plugin may catch it: its stream fails in any case. */
export function faultOfCaller(rule: ContractRule, did: string, through: string): HatcheryError {
  const error = violationOfCaller(rule, did, through);
  const scope = scopes.getStore();
  return scope === undefined ? error : fault(scope, error);
}

/** Between a plugin and what it called there may be more frames than Node shows. */
function deepStack(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const here = new Error('here');
  Error.stackTraceLimit = stackTraceLimit;
  return here;
}

function fault({ plugin, stream, faults }: PluginScope, error: HatcheryError): HatcheryError {
  const found = error.within({ plugin, ...(stream === undefined ? {} : { stream }) });
  if (faults?.first?.message !== found.message) faults?.add(found);
  return found;
}
