import type { RunEvent, StreamReport } from '@hatchery/engine';
import { errorJson } from '../output/error-json.ts';
import type { LogRecord } from './log-record.ts';

/** What a log says of an event. */
export function recordOfEvent(event: RunEvent, now: Date): LogRecord {
  if (event.type === 'log') return event;
  const { stream } = event;
  switch (event.type) {
    case 'stream-started':
      return { level: 'info', time: now, stream, message: 'Started.', fields: {} };
    case 'window': {
      const fields = { from: event.from.toISOString(), to: event.to.toISOString() };
      return { level: 'info', time: now, stream, message: 'Collects a window.', fields };
    }
    case 'request':
      return {
        level: 'debug',
        time: now,
        stream,
        message: 'Sends a request.',
        fields: { method: event.method, url: event.url },
      };
    case 'response': {
      const { method, url, status, error, durationMs } = event;
      const fields = {
        method,
        url,
        ...(error === undefined ? { status } : { error }),
        durationMs: Math.round(durationMs),
      };
      return {
        level: 'debug',
        time: now,
        stream,
        message: error === undefined ? 'Got an answer.' : 'Got no answer.',
        fields,
      };
    }
    case 'waiting': {
      const fields = { reason: event.reason, until: event.until.toISOString() };
      return { level: 'info', time: now, stream, message: 'Waits.', fields };
    }
    case 'progress':
      return {
        level: 'debug',
        time: now,
        stream,
        message: 'Landed.',
        fields: { objects: event.objects, bytes: event.bytes },
      };
    case 'stream-ended':
      return { ...ending(event.report), time: now, stream };
  }
}

function ending(report: StreamReport): Pick<LogRecord, 'level' | 'message' | 'fields'> {
  const { objectCount: objects, bytes, storedBytes, requests, retries, coveredUntil, durationMs, error } = report;
  const fields = {
    status: report.status,
    objects,
    bytes,
    storedBytes,
    requests,
    retries,
    ...(coveredUntil !== undefined && { coveredUntil }),
    durationMs,
    ...(error !== undefined && { error: errorJson(error) }),
  };
  switch (report.status) {
    case 'completed':
      return { level: 'info', message: 'Completed.', fields };
    case 'held':
      return { level: 'warn', message: 'Left to the run that holds it.', fields };
    case 'cancelled':
      return { level: 'warn', message: 'Stopped before it was done.', fields };
    case 'failed':
      return { level: 'error', message: `Failed: ${error?.message ?? 'for no reason given'}`, fields };
  }
}
