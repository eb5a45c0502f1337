/** How the process's own outputs fare. */
export interface Outputs {
  /** Whether standard output failed to take what was written to it. */
  readonly isResultLost: boolean;
}

type Output = Pick<NodeJS.WriteStream, 'emit' | 'write'>;

/**
 * Keeps outputs that fail (a full disk, a reader that went away) from ending what is under way: that is worth more
 * than what would have been printed. A reader that went away (`hatchery streams | head -1`) had enough; any other
 * failure of standard output is told on standard error, once. That of standard error there is nobody to tell.
 */
export function watchOutputs(result: Output, aside: Output): Outputs {
  const outputs = { isResultLost: false };
  takeErrors(result, (error) => {
    if (error.code === 'EPIPE' || outputs.isResultLost) return;
    outputs.isResultLost = true;
    aside.write(`Standard output cannot be written: ${error.message}\n`);
  });
  takeErrors(aside, () => {});
  return outputs;
}

/** Not with a listener: those that libraries add beside it (oclif does) throw what they are told. */
function takeErrors(output: Output, onError: (error: NodeJS.ErrnoException) => void): void {
  const emit: (event: string | symbol, ...rest: unknown[]) => boolean = output.emit.bind(output);
  output.emit = (event: string | symbol, ...rest: unknown[]): boolean => {
    if (event !== 'error') return emit(event, ...rest);
    onError(rest[0] as NodeJS.ErrnoException);
    return true;
  };
}
