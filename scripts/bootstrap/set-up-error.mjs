/** A reason why the toolchain cannot be set up, as a sentence for the person who started it. */
export class SetUpError extends Error {
  /** @override */
  name = 'SetUpError';
}
