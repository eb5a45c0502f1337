import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CheckContext, HatcheryError } from '@hatchery/core';
import { violation } from './contract-violation.ts';
import { kindOf } from './describe-value.ts';
import { isPromise } from './is-promise.ts';
import { inPlugin } from './plugin-scope.ts';
import type { Stream } from './stream.ts';
import { StreamFaults } from './stream-faults.ts';

/**
 * Calls a source's own `check`, which the source must have.
 *
 * @throws what the check throws; `CONTRACT_VIOLATED` if it returns anything but a promise of nothing: `false`, above all,
 *   would pass for a yes
 */
export async function callCheck({ id, source }: Stream, context: CheckContext<unknown>): Promise<void> {
  const { definition, plugin } = source;
  const faults = new StreamFaults(({ message, hint, context: where }) =>
    context.log.error(message, { hint, ...where }),
  );
  const scope = { role: 'source', plugin: plugin.name, stream: id, faults } as const;
  const checking: unknown = inPlugin(scope, () => definition.check?.(context));
  if (!isPromise(checking)) throw wrongResult(`${kindOf(checking)} from check in place of a promise`);
  const result: unknown = await checking;
  if (result !== undefined) throw wrongResult(`${kindOf(result)} from check`);
  await nextTurn();
  faults.throwIfAny();
}

function wrongResult(returned: string): HatcheryError {
  return violation('check-throws-to-say-no', `returned ${returned}`, { phase: 'check' });
}
