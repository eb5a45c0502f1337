import type { RunEvent } from '@hatchery/engine';
import type { LogRecord } from '../log/log-record.ts';

/** What shows a run while it goes on. */
export interface RunView {
  onEvent(event: RunEvent): void;
  /** Something to say that is not the engine's. */
  say(record: LogRecord): void;
  /** Takes away what is not to stay, before the result is printed. */
  end(): void;
}
