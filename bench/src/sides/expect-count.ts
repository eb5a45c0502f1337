/** @throws Error unless there is as much of `what` as the work should leave */
export function expectCount(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${found} ${what} were left, where ${expected} should be.`);
}
