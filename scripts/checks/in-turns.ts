import { availableParallelism } from 'node:os';

/** Most of what checks start waits about as long as it computes, so one more than there are processors pays off. */
const width = availableParallelism() + 1;

/** Does the work for every item, a few at once, and gives the results in the items' order. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
