import type { LogFields, LogLevel } from '@hatchery/core';
import type { StreamReport } from './report.ts';

/** What a run tells while it goes on. Nothing in it holds a secret. */
export type RunEvent =
  | { readonly type: 'stream-started'; readonly stream: string }
  | { readonly type: 'window'; readonly stream: string; readonly from: Date; readonly to: Date }
  | { readonly type: 'request'; readonly stream: string; readonly method: string; readonly url: string }
  /** A request was answered, or failed. The answer's body may still be to come. */
  | ({ readonly type: 'response'; readonly stream: string } & ResponseEvent)
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

/** How one request ended: with a status or with an error. */
export interface ResponseEvent {
  readonly method: string;
  /** With secret parts replaced by `[secret]`. */
  readonly url: string;
  /** 1 for the first try of a request. */
  readonly attempt: number;
  readonly startedAt: Date;
  /** Until the answer's headers were there, redirects included. */
  readonly durationMs: number;
  readonly status?: number;
  /** The code of the error, where no answer came. */
  readonly error?: string;
}

export type RunListener = (event: RunEvent) => void;
