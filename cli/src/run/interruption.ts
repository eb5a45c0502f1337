import { HatcheryError } from '@hatchery/core';

/** The signals that a run is stopped with. SIGHUP is not among them: handling it would undo `nohup`. */
const handled = ['SIGINT', 'SIGTERM'] as const;

/** How long a run may take to stop, in milliseconds; the platforms that send SIGTERM give 10 seconds. */
const patience = 8_000;

export interface Interruption {
  /** Aborts with the first signal. */
  readonly signal: AbortSignal;
  /** The first signal, once there was one. */
  readonly received: NodeJS.Signals | undefined;
  /** Stops listening. */
  end(): void;
}

export interface InterruptionListeners {
  /** The first signal came: the run is told to stop. */
  readonly onStop: (signal: NodeJS.Signals) => void;
  /** A second signal came, or the run did not stop in time: there is nothing left to wait for. */
  readonly onQuit: (signal: NodeJS.Signals) => void;
}

/** Turns the process's signals into an abort: the first asks a run to stop, the second does not ask. */
export function listenForInterruption({ onStop, onQuit }: InterruptionListeners): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  let timer: NodeJS.Timeout | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    if (received !== undefined) return onQuit(signal);
    received = signal;
    timer = setTimeout(() => onQuit(signal), patience);
    onStop(signal);
    controller.abort(new HatcheryError('CANCELLED', `The run was stopped by ${signal}.`));
  };
  for (const signal of handled) process.on(signal, listener);
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    end() {
      clearTimeout(timer);
      for (const signal of handled) process.off(signal, listener);
    },
  };
}
