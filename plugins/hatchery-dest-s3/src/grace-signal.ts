/** A signal that aborts some time after another one has. */
export class GraceSignal implements Disposable {
  readonly #source: AbortSignal;
  readonly #milliseconds: number;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(source: AbortSignal, milliseconds: number) {
    this.#source = source;
    this.#milliseconds = milliseconds;
    if (source.aborted) this.#start();
    else source.addEventListener('abort', this.#start, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    this.#source.removeEventListener('abort', this.#start);
    clearTimeout(this.#timer);
  }

  readonly #start = (): void => {
    this.#timer = setTimeout(() => this.#controller.abort(this.#source.reason), this.#milliseconds);
  };
}
