import { createLogger } from '../create-logger.ts';
import { Stores } from '../stores.ts';
import type { Stream } from '../stream.ts';
import { streamError } from '../stream-error.ts';
import { DestinationCheck } from './destination-check.ts';
import { Findings } from './findings.ts';
import type { VerifyOptions, VerifyReport } from './verify-report.ts';

/**
 * Compares what the destinations of `streams` hold with what the ledgers say: every chain intact, every object there
 * and unchanged, nothing there that no ledger knows. All ledgers beside the data count, also of streams that the config has no
 * more. Writes nothing, and may be used while streams run.
 *
 * What keeps it from one destination is in the report, and the others are verified.
 *
 * @throws the signal's reason, when aborted
 */
export async function verifyStreams(streams: readonly Stream[], options: VerifyOptions = {}): Promise<VerifyReport> {
  const stores = new Stores(createLogger(undefined));
  const findings = new Findings();
  const configured = [...streams, ...(options.others ?? [])];
  try {
    for (const destination of new Set(streams.map((stream) => stream.destination))) {
      try {
        await new DestinationCheck(destination, configured, stores, findings, options).run();
      } catch (error) {
        options.signal?.throwIfAborted();
        findings.fail(streamError(error, { plugin: destination.plugin.name, phase: 'verify' }));
      }
    }
    return findings.report;
  } finally {
    await stores.close();
  }
}
