/** The results of `work` in the order of the items, with the work on those that come next begun already. */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for (const item of items) {
    const result = work(item);
    // Whoever reads on finds out; who stops reading does not care.
    result.catch(() => {});
    begun.push(result);
    if (begun.length < atOnce) continue;
    yield* [await begun.shift()] as Result[];
  }
  for (const result of begun) yield await result;
}
