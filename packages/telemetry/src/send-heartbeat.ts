import { deliver } from './deliver.ts';
import type { HeartbeatSettings } from './report-schema.ts';
import { type RunFacts, type RunOutcome, verdictOf } from './run-outcome.ts';

/**
 * Asks for the URL that stands for how a run ended. A run whose rest another one holds says nothing: that other one does.
 *
 * @throws HatcheryError `REPORT_FAILED`; the signal's reason when aborted
 */
export async function sendHeartbeat(
  { success, failure, timeout }: HeartbeatSettings,
  facts: RunFacts,
  outcome: RunOutcome,
  signal: AbortSignal,
): Promise<void> {
  const url = { success, failure, held: undefined }[verdictOf(outcome.exitCode)];
  if (url === undefined) return;
  await deliver({
    what: 'The heartbeat',
    method: 'GET',
    url: new URL(url.reveal()),
    headers: { 'user-agent': `hatchery/${facts.versions['hatchery'] ?? ''}` },
    timeout,
    signal,
  });
}
