import type { RunOptions } from './run-options.ts';
import type { RunReport } from './report.ts';
import type { Stream } from './stream.ts';

/** Runs streams side by side. Never rejects for what happens to a stream: the report says it. */
export declare function run(streams: readonly Stream[], options?: RunOptions): Promise<RunReport>;
