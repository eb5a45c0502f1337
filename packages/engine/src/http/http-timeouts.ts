import type { HttpTimeouts } from '../run-options.ts';

/** Long enough for slow reports, short enough that a hung peer costs a minute and not the night. */
export const defaultTimeouts: HttpTimeouts = { connect: 10_000, headers: 60_000, idle: 60_000 };
