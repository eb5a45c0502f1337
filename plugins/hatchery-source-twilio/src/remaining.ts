/** Whole seconds, both ends inclusive. */
export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/**
 * What of a span is still to be asked for, by time. Twilio sorts by date, and does not say in which direction: which one
 * it was shows in what is landed. The second that was reached last is asked for again, as it may not be whole.
 *
 * @param landed the dates of the first and the last event landed; null if there was none
 */
export function remaining(whole: Span, landed: { readonly first: string; readonly last: string } | null): Span {
  if (landed === null) return whole;
  const first = Date.parse(landed.first);
  const last = Date.parse(landed.last);
  if (last < first) return { start: whole.start, end: clamp(Math.ceil(last / 1000) * 1000, whole) };
  if (last > first) return { start: clamp(Math.floor(last / 1000) * 1000, whole), end: whole.end };
  return whole;
}

function clamp(time: number, { start, end }: Span): Date {
  return new Date(Math.min(Math.max(time, start.getTime()), end.getTime()));
}
