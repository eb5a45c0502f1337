import type { Window } from '@hatchery/core';
import { type Span, spanOf, subtractSpans } from './span.ts';
import type { StreamStatusReport } from './stream-status.ts';

/**
 * The windows to ask for, so that a stream has no gap any more: windows asked for before that were left open, and what
 * they leave of the gaps; the oldest first.
 */
export function windowsToFill({ gaps, openBackfills }: Pick<StreamStatusReport, 'gaps' | 'openBackfills'>): Window[] {
  const open = openBackfills.map(spanOf);
  const windows: Span[] = [...open, ...subtractSpans(gaps.map(spanOf), open)];
  return windows.sort((a, b) => a.from - b.from).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
}
