import type { Random } from '../support/random.ts';

/**
 * Lets processes that run side by side take one step at a time, in an order that chance decides: nobody goes on before all
 * have come to their next step, or to their end.
 */
export class Baton {
  readonly #random: Random;
  readonly #running = new Set<number>();
  readonly #waiting: { readonly process: number; readonly go: () => void }[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Runs all to their ends; each takes its steps by the function that it is given. */
  all<T>(processes: readonly ((turn: () => Promise<void>) => Promise<T>)[]): Promise<T[]> {
    for (const process of processes.keys()) this.#running.add(process);
    return Promise.all(processes.map((work, process) => this.#run(process, work)));
  }

  async #run<T>(process: number, work: (turn: () => Promise<void>) => Promise<T>): Promise<T> {
    try {
      return await work(() => this.#turn(process));
    } finally {
      this.#running.delete(process);
      this.#passOn();
    }
  }

  #turn(process: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ process, go: resolve });
    this.#passOn();
    return promise;
  }

  #passOn(): void {
    const here = new Set(this.#waiting.map(({ process }) => process));
    if (here.size === 0 || [...this.#running].some((process) => !here.has(process))) return;
    const [next] = this.#waiting.splice(this.#random.between(0, this.#waiting.length - 1), 1);
    next?.go();
    // A process with several steps under way is still here, and may have nothing to say of the one that it was given.
    setImmediate(() => this.#passOn());
  }
}
