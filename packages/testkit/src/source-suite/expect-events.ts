import type { TestedService } from './tested-service.ts';

const shown = 3;

export interface Expected {
  /** Ids that must be there. @default all of the service */
  readonly ids?: readonly string[];
  /** Ids that may be there more than once. @default none */
  readonly again?: readonly string[];
}

/** Fails unless the events counted, and those that a plain listing shows, are each there once. */
export async function expectEvents(service: TestedService, when: string, expected: Expected = {}): Promise<void> {
  const wanted = { ids: service.ids, ...expected };
  expectIds(await service.committedIds(), wanted, `${when}, in what the ledger names`);
  expectIds(await service.landedIds(), wanted, `${when}, at the destination`);
}

export function expectIds(
  found: readonly string[],
  { ids, again = [] }: { readonly ids: readonly string[]; readonly again?: readonly string[] },
  where: string,
): void {
  const counts = new Map<string, number>();
  for (const id of found) counts.set(id, (counts.get(id) ?? 0) + 1);
  const problems = [
    listed(
      'missing',
      ids.filter((id) => !counts.has(id)),
      ids.length,
    ),
    listed(
      'there more than once',
      [...counts.keys()].filter((id) => (counts.get(id) ?? 0) > 1 && !again.includes(id)),
      ids.length,
    ),
    listed(
      'there and should not be',
      [...counts.keys()].filter((id) => !ids.includes(id)),
    ),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new Error(`${where}: ${problems.join('; ')}.`);
}

function listed(what: string, ids: readonly string[], of?: number): string | undefined {
  if (ids.length === 0) return undefined;
  const names = ids.slice(0, shown).join(', ') + (ids.length > shown ? ', …' : '');
  return `${ids.length}${of === undefined ? '' : ` of ${of}`} event(s) ${what} (${names})`;
}
