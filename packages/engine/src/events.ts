import type { LogFields, LogLevel } from '@hatchery/core';
import type { StreamReport } from './report.ts';

/** What a run tells while it goes on. Nothing in it holds a secret. */
export type RunEvent =
  | { readonly type: 'stream-started'; readonly stream: string }
  | { readonly type: 'window'; readonly stream: string; readonly from: Date; readonly to: Date }
  | { readonly type: 'request'; readonly stream: string; readonly method: string; readonly url: string }
  /** The stream waits: for a rate limit, for a retry. `until` is when it goes on. */
  | { readonly type: 'waiting'; readonly stream: string; readonly reason: string; readonly until: Date }
  | { readonly type: 'progress'; readonly stream: string; readonly objects: number; readonly bytes: number }
  | { readonly type: 'stream-ended'; readonly stream: string; readonly report: StreamReport }
  | {
      readonly type: 'log';
      readonly stream?: string;
      readonly level: LogLevel;
      readonly time: Date;
      readonly message: string;
      readonly fields: LogFields;
    };

export type RunListener = (event: RunEvent) => void;
