import { sampleBytes } from './sample.ts';

const pieces = 32;

/** What the process that is to be killed writes, again and again: some pieces, each one step. */
export const killedObject = { pieces, bytes: sampleBytes(pieces * 131_072) };
