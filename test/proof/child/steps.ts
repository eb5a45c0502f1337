/** Where in its work the process is: every request and every file operation is a step, before it and after it. */
const fatal = Number(process.env['PROOF_KILL_AT'] ?? 0);
let count = 0;

/** How many steps there have been. */
export const stepsTaken = (): number => count;

/** True if the coming step is the one at which this process is to die; it does not count it. */
export const isLast = (): boolean => count + 1 === fatal;

/** Counts a step, and dies at the chosen one as by the system's hand: nothing after it happens. */
export function step(): void {
  count += 1;
  if (count === fatal) process.kill(process.pid, 'SIGKILL');
}
