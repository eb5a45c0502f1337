import type { Log } from '../log/log.ts';
import { recordOfEvent } from '../log/record-of-event.ts';
import type { RunView } from './run-view.ts';

/** A log line for each thing that happens. */
export function plainView(log: Log): RunView {
  return {
    onEvent: (event) => log.write(recordOfEvent(event, new Date())),
    say: (record) => log.write(record),
    end: () => {},
  };
}
