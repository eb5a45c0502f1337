import { faultOfCaller } from '@hatchery/engine/plugin-scope';
import { ownFolder } from './own-folder.ts';

const exit = process.exit.bind(process);

/** Ends the process: hatchery alone does, as nobody else knows what the exit code should say. */
export function endProcess(code: number): never {
  return exit(code);
}

/** Makes `process.exit` throw: called by a plugin, it would cut off all streams, with any code it likes. */
export function forbidExit(): void {
  process.exit = (code?: number | string | null): never => {
    throw faultOfCaller('leave-the-process-alone', `called process.exit(${code ?? ''})`, ownFolder);
  };
}
