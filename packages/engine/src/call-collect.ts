import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger, Pipe } from '@hatchery/core';
import { violation } from './contract-violation.ts';
import { kindOf } from './describe-value.ts';
import type { GlobalsWatch } from './globals-watch.ts';
import { isPromise } from './is-promise.ts';
import { inPlugin } from './plugin-scope.ts';
import type { Stream } from './stream.ts';
import type { StreamFaults } from './stream-faults.ts';

export interface CallOptions {
  readonly stream: Stream;
  readonly faults: StreamFaults;
  readonly globals: GlobalsWatch;
  readonly log: Logger;
}

/**
 * Calls a source's `collect` and waits for its end, and for what fails right after it unheard.
 *
 * @throws what the source throws; `CONTRACT_VIOLATED` if it returns anything but a promise of nothing
 */
export async function callCollect(pipe: Pipe, { stream, faults, globals, log }: CallOptions): Promise<void> {
  const { definition, config, plugin } = stream.source;
  const scope = { role: 'source', plugin: plugin.name, stream: stream.id, faults } as const;
  try {
    const collecting: unknown = inPlugin(scope, () => definition.collect({ config, pipe }));
    if (!isPromise(collecting)) throw wrongResult(`${kindOf(collecting)} from collect in place of a promise`);
    const result: unknown = await collecting;
    if (result !== undefined) throw wrongResult(`${kindOf(result)} from collect; nothing of that is landed`);
    // Node tells at the end of a turn which failures nobody listens to.
    await nextTurn();
  } finally {
    warnOfReplaced(globals.restore(), plugin.name, log);
  }
}

function wrongResult(returned: string): Error {
  return violation('collect-resolves-to-nothing', `returned ${returned}`);
}

/** No reason to fail: it may have been another plugin, at the same time. */
function warnOfReplaced(globals: readonly string[], plugin: string, log: Logger): void {
  if (globals.length === 0) return;
  const did = `replaced ${globals.join(', ')} (or another plugin did, meanwhile), which hatchery has put back`;
  const { message, hint } = violation('leave-globals-alone', did);
  log.warn(message, { plugin, hint });
}
