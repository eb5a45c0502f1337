import { HatcheryError } from '@hatchery/core';

/** A caller's wish to stop, as a signal whose reason says in our terms what happened. */
export class Cancellation implements Disposable {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #cancel = (): void => {
    const hint = 'Run it again: it goes on at the last commit.';
    this.#controller.abort(new HatcheryError('CANCELLED', 'The run was told to stop.', { hint }));
  };

  constructor(caller: AbortSignal | undefined) {
    this.#caller = caller;
    if (caller?.aborted === true) this.#cancel();
    caller?.addEventListener('abort', this.#cancel, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#caller?.removeEventListener('abort', this.#cancel);
  }
}
