import type { LedgerWindow } from '../ledger/ledger-entry.ts';

/** A half-open span of time, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The span of a window as the ledger writes it. */
export function spanOf({ from, to }: LedgerWindow): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}

/** What is left of `spans` without what `covered` has of them. */
export function subtractSpans(spans: readonly Span[], covered: readonly Span[]): Span[] {
  let left = [...spans];
  for (const { from, to } of covered) {
    left = left.flatMap((span) => [
      { from: span.from, to: Math.min(span.to, from) },
      { from: Math.max(span.from, to), to: span.to },
    ]);
    left = left.filter((span) => span.from < span.to);
  }
  return left.sort((a, b) => a.from - b.from);
}
