/**
 * A promise that tells when somebody waits for it. A failure that nobody waits for does not end the process: whoever handed
 * the promise out looks after that.
 */
export class WatchedPromise<T> extends Promise<T> {
  #onAwaited: (() => void) | undefined;

  /** What `then` and `catch` give are plain promises. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** @param onAwaited called whenever somebody begins to wait for the promise */
  static watch<T>(promise: Promise<T>, onAwaited: () => void): WatchedPromise<T> {
    const watched = new WatchedPromise<T>((resolve) => resolve(promise));
    void super.prototype.then.call(watched, undefined, () => {});
    watched.#onAwaited = onAwaited;
    return watched;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise, and `await` is what it listens for
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#onAwaited?.();
    return super.then(onFulfilled, onRejected);
  }
}
