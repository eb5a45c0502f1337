/** Open, or closed until somebody opens it again. */
export class Gate {
  #opened: Promise<void> = Promise.resolve();

  /** Resolves as soon as the gate is open. */
  pass(): Promise<void> {
    return this.#opened;
  }

  /** Closes the gate. @returns what opens it */
  close(): () => void {
    let open = (): void => {};
    this.#opened = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }
}
