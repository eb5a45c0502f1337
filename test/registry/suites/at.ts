import type { Machine } from '../support/machine.ts';

/** What the tests of a suite run with, once it is there. */
export type At = () => {
  readonly machine: Machine;
  /** The folder of the published command. */
  readonly commands: string;
};
