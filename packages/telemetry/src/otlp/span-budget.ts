/** How many spans of requests and windows one stream may have, of which so many are kept for requests that fail. */
const perStream = 64;
const keptForFailures = 32;
/** And all streams of a run. */
const perRun = 4_000;

/** Bounds how many spans a run makes, whatever it does: the first ones of each stream, and later failures. */
export class SpanBudget {
  readonly #byStream = new Map<string, { used: number; omitted: number }>();
  #used = 0;

  /** Whether there is room for one more. */
  take(stream: string, isFailure: boolean): boolean {
    const count = this.#of(stream);
    const limit = isFailure ? perStream : perStream - keptForFailures;
    if (count.used >= limit || this.#used >= perRun) {
      count.omitted += 1;
      return false;
    }
    count.used += 1;
    this.#used += 1;
    return true;
  }

  /** How many of a stream there was no room for. The stream is forgotten. */
  close(stream: string): number {
    const { omitted } = this.#of(stream);
    this.#byStream.delete(stream);
    return omitted;
  }

  #of(stream: string): { used: number; omitted: number } {
    const known = this.#byStream.get(stream) ?? { used: 0, omitted: 0 };
    this.#byStream.set(stream, known);
    return known;
  }
}
