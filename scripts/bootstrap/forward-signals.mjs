/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Passes signals that this process gets on to a child, until stopped; `stop` gives the last one.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
export function forwardSignals(child) {
  /** @type {NodeJS.Signals | undefined} */
  let last;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    last = signal;
    // A terminal sends its interrupt to the child as well: a second one would mean "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  return {
    stop() {
      for (const signal of signals) process.removeListener(signal, forward);
      return last;
    },
  };
}
