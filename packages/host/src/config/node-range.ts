import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';

/** Where in the text the part at `path` begins; of a part that is missing, its nearest parent that is there. */
export function nodeRange(
  document: Document,
  path: readonly (string | number)[],
  target: 'key' | 'value',
): number | undefined {
  let node: unknown = document.contents;
  let start = startOf(node);
  for (const [depth, key] of path.entries()) {
    node = resolved(node, document);
    const pair = isMap(node) ? findPair(node, key, document) : undefined;
    const next: unknown = isSeq(node) && typeof key === 'number' ? node.items[key] : pair?.value;
    if (next === undefined && pair === undefined) return start;
    const wantsKey = pair !== undefined && (target === 'key' || startOf(next) === undefined) && depth === path.length - 1;
    start = startOf(wantsKey ? pair.key : next) ?? startOf(pair?.key) ?? start;
    node = next;
  }
  return start;
}

function findPair(map: YAMLMap, key: string | number, document: Document): Pair | undefined {
  const own = map.items.find((pair) => keyText(pair) === String(key));
  if (own) return own;
  for (const pair of map.items) {
    if (keyText(pair) !== '<<') continue;
    const merged = resolved(pair.value, document);
    const maps: unknown[] = isSeq(merged) ? merged.items.map((item) => resolved(item, document)) : [merged];
    for (const candidate of maps) {
      const found = isMap(candidate) ? findPair(candidate, key, document) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function keyText(pair: Pair): string {
  const key: unknown = isScalar(pair.key) ? pair.key.value : pair.key;
  // The parser turns the merge key into a symbol.
  return typeof key === 'symbol' ? (key.description ?? '') : String(key);
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
