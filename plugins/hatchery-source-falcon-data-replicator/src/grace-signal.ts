/** Aborts some time after another signal has: for what is better brought to its end than left halfway. */
export class GraceSignal implements Disposable {
  readonly #early: AbortSignal;
  readonly #late = new AbortController();
  readonly #begin: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param grace milliseconds */
  constructor(early: AbortSignal, grace: number) {
    this.#early = early;
    this.#begin = () => {
      this.#timer = setTimeout(() => this.#late.abort(early.reason), grace);
    };
    if (early.aborted) this.#begin();
    else early.addEventListener('abort', this.#begin, { once: true });
  }

  get signal(): AbortSignal {
    return this.#late.signal;
  }

  [Symbol.dispose](): void {
    this.#early.removeEventListener('abort', this.#begin);
    clearTimeout(this.#timer);
  }
}
