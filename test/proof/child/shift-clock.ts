/** Lets all of this process see a clock that is so many milliseconds ahead of the machine's. */
export function shiftClock(milliseconds: number): void {
  const RealDate = Date;
  class ShiftedDate extends RealDate {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(RealDate.now() + milliseconds);
      else super(...args);
    }

    static override now(): number {
      return RealDate.now() + milliseconds;
    }

    /** Dates made by the runtime itself are dates, too. */
    static override [Symbol.hasInstance](value: unknown): boolean {
      return Function.prototype[Symbol.hasInstance].call(RealDate, value);
    }
  }
  Object.defineProperty(globalThis, 'Date', { value: ShiftedDate, configurable: true, writable: true });
}
