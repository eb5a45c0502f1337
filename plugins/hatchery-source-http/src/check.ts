import { type CheckContext } from '@hatchery/core';
import type { Options } from './options.ts';
import { pageRequest } from './page-request.ts';
import { planRequests } from './plan.ts';
import { readPage } from './read-page.ts';

/** Sends the first request, for the smallest window there is, and looks at the answer as `collect` would. */
export async function check({ config, http }: Pick<CheckContext<Options>, 'config' | 'http'>): Promise<void> {
  const [first] = planRequests(config);
  if (first === undefined) return;
  const to = Math.floor(Date.now() / first.granularity) * first.granularity;
  const window = { from: new Date(to - first.granularity), to: new Date(to) };
  const isLookedInto = first.options.pagination !== undefined || first.options.items !== undefined;
  const response = await http({ ...pageRequest(first, { window, bounded: false }, undefined), stream: !isLookedInto });
  if (isLookedInto) await readPage(first, response, undefined);
  else response.body.destroy();
}
