import { printAside } from '../base/print.ts';
import { printable } from '../output/printable.ts';

/**
 * Says when a registry did not answer and is asked again. By npm's own settings that takes a minute and more, in which a command
 * that says nothing looks dead. npm's libraries tell it to whoever listens, as Node's process emits it.
 */
export function sayRetries(): void {
  const source: NodeJS.EventEmitter = process;
  source.on('log', (level: unknown, _area: unknown, said: unknown) => {
    if (level === 'http' && typeof said === 'string' && /\battempt \d+ failed\b/.test(said)) {
      printAside(`${printable(said)}; npm's settings say how often it is tried again (fetch-retries) …`);
    }
  });
}
