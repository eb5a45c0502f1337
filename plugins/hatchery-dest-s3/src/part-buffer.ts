const firstAllocation = 65_536;

/** Collects bytes up to a size. Takes memory as it fills, so that small objects cost little; is used again when cleared. */
export class PartBuffer {
  readonly capacity: number;
  #memory: Buffer;
  #length = 0;

  /** @param expected bytes that will come, where known */
  constructor(capacity: number, expected: number = firstAllocation) {
    this.capacity = capacity;
    this.#memory = Buffer.allocUnsafeSlow(Math.min(expected, capacity));
  }

  get isFull(): boolean {
    return this.#length === this.capacity;
  }

  /** What was collected; valid until the buffer is cleared. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  /** Takes what fits. @returns how many bytes that was */
  add(bytes: Buffer): number {
    const taken = Math.min(bytes.length, this.capacity - this.#length);
    this.#ensure(this.#length + taken);
    bytes.copy(this.#memory, this.#length, 0, taken);
    this.#length += taken;
    return taken;
  }

  clear(): void {
    this.#length = 0;
  }

  #ensure(size: number): void {
    if (size <= this.#memory.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.min(Math.max(size, 2 * this.#memory.length), this.capacity));
    this.#memory.copy(grown, 0, 0, this.#length);
    this.#memory = grown;
  }
}
