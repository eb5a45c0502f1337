import { createLogUpdate } from 'log-update';
import type { Log } from '../log/log.ts';
import { formatText } from '../log/format-text.ts';
import { isLogged, type LogRecord } from '../log/log-record.ts';
import { recordOfEvent } from '../log/record-of-event.ts';
import { painterFor } from '../output/painter.ts';
import { Progress } from './progress.ts';
import { progressLines } from './progress-lines.ts';
import type { RunView } from './run-view.ts';

/** Milliseconds between two pictures. */
const pace = 100;

/**
 * Lines at the foot of a terminal that show how each stream stands, with the log above them. What the lines show
 * anyway (a start, a window, a wait) is not logged as well, unless the log goes elsewhere.
 */
export function liveView(terminal: NodeJS.WriteStream, log: Log, total: number): RunView {
  const progress = new Progress(total);
  const update = createLogUpdate(terminal);
  const paint = painterFor(terminal);
  const elsewhere = log.options.target.kind === 'file';
  const draw = (): void => {
    update(progressLines(progress, { columns: terminal.columns || 80, rows: terminal.rows || 24 }, Date.now(), paint));
  };
  const write = (record: LogRecord): void => {
    if (elsewhere) return log.write(record);
    if (isLogged(record.level, log.options.level)) update.persist(formatText(record, paint));
  };
  const timer = setInterval(draw, pace);
  timer.unref();
  return {
    onEvent(event) {
      progress.take(event, Date.now());
      const record = recordOfEvent(event, new Date());
      if (elsewhere || event.type === 'log' || record.level !== 'info') write(record);
    },
    say: write,
    end() {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}
