/** An event of the services in these tests. */
export interface AuditEvent {
  readonly id: string;
  readonly created_at: string;
  readonly action: string;
}

/** When the tests' runs take place: each asks for the ten minutes before. */
export const now = new Date('2026-03-01T12:00:00Z');

/** So many events, a few seconds apart, oldest first, in the ten minutes before {@link now}. */
export function auditEvents(count: number, start = '2026-03-01T11:51:00Z'): AuditEvent[] {
  return Array.from({ length: count }, (_none, index) => ({
    id: `event-${index}`,
    created_at: new Date(Date.parse(start) + index * 7_000).toISOString(),
    action: index % 3 === 0 ? 'user.login é 🦊' : 'user.logout',
  }));
}

/** The events of a half-open span, as a service filters them. */
export function within(events: readonly AuditEvent[], from: string | null, to: string | null): AuditEvent[] {
  const start = from === null ? Number.NEGATIVE_INFINITY : Date.parse(from);
  const end = to === null ? Number.POSITIVE_INFINITY : Date.parse(to);
  return events.filter(({ created_at }) => Date.parse(created_at) >= start && Date.parse(created_at) < end);
}
