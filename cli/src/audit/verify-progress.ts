import { createLogUpdate } from 'log-update';
import { count } from '../output/count.ts';
import { bytesText } from '../output/units.ts';

/** Milliseconds between two pictures. */
const pace = 100;

/** A line at the foot of a terminal that counts what is verified; nothing for anything but a terminal. */
export interface VerifyProgress {
  add(size: number): void;
  end(): void;
}

export function verifyProgress(terminal: NodeJS.WriteStream): VerifyProgress {
  if (!terminal.isTTY || process.env['TERM'] === 'dumb') return { add: () => {}, end: () => {} };
  const update = createLogUpdate(terminal);
  let objects = 0;
  let bytes = 0;
  const draw = (): void => update(`Verifying: ${count(objects, 'object')}, ${bytesText(bytes)}`);
  draw();
  const timer = setInterval(draw, pace);
  timer.unref();
  return {
    add(size) {
      objects += 1;
      bytes += size;
    },
    end() {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}
