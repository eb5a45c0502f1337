import { HatcheryError, redact } from '@hatchery/core';
import { diag, DiagLogLevel } from '@opentelemetry/api';

/** A collector's answer may be quoted in full. */
const longest = 500;

/**
 * Passes on what OpenTelemetry's own code finds wrong: a variable that cannot be read, data that the collector took in part only.
 * Each thing is said once.
 */
export function listenToDiagnostics(warn: (error: HatcheryError) => void): void {
  const said = new Set<string>();
  const say = (...words: unknown[]): void => {
    const message = redact(words.filter((word) => typeof word === 'string').join(' ')).slice(0, longest);
    if (said.has(message)) return;
    said.add(message);
    warn(new HatcheryError('REPORT_FAILED', `OpenTelemetry: ${message}`));
  };
  const ignore = (): void => {};
  diag.setLogger(
    { error: say, warn: say, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
