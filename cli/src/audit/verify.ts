import type { VerifyReport } from '@hatchery/engine';
import { once } from 'node:events';
import { endProcess } from '../base/end-process.ts';
import { printAside } from '../base/print.ts';
import { exitCodeOfSignal } from '../exit-code.ts';
import { listenForInterruption } from '../run/interruption.ts';
import type { OpenedStreams } from './open-streams.ts';
import { verifyProgress } from './verify-progress.ts';

/** Verifies, shows how far it is, and heeds signals. Gives the exit code in place of a report if one ended it. */
export async function verify({ selected, others }: OpenedStreams, deep: boolean): Promise<VerifyReport | number> {
  const { verifyStreams } = await import('@hatchery/engine');
  const progress = verifyProgress(process.stderr);
  const interruption = listenForInterruption({
    onStop: (signal) => printAside(`Stopping, because of ${signal}.`),
    onQuit: (signal) => endProcess(exitCodeOfSignal(signal)),
  });
  try {
    const { signal } = interruption;
    const onObject = (_name: string, size: number): void => progress.add(size);
    return await Promise.race([verifyStreams(selected, { deep, others, signal, onObject }), untilAborted(signal)]);
  } catch (error) {
    if (interruption.received === undefined) throw error;
    return exitCodeOfSignal(interruption.received);
  } finally {
    interruption.end();
    progress.end();
  }
}

/** Nothing is under way that would have to be finished: a store that does not answer holds up nobody. */
async function untilAborted(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort');
  throw signal.reason;
}
