/** One page of a list and what is left of the list. */
export interface Page<Event> {
  readonly items: readonly Event[];
  readonly rest: readonly Event[];
}

/**
 * The first `limit` events. With `together`, events with an equal key that follow each other stay on one
 * page, which then holds more than `limit`.
 */
export function takePage<Event>(
  events: readonly Event[],
  limit: number,
  together?: (event: Event) => unknown,
): Page<Event> {
  let end = Math.min(limit, events.length);
  const last = events[end - 1];
  if (together !== undefined && last !== undefined) {
    const key = together(last);
    for (let next = events[end]; next !== undefined && together(next) === key; next = events[end]) end++;
  }
  return { items: events.slice(0, end), rest: events.slice(end) };
}
