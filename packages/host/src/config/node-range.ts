import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';

type Targets = ReadonlyMap<Alias, Node | undefined>;

/** Where in the text the part at `path` begins; of a part that is missing, its nearest parent that is there. */
export function nodeRange(
  document: Document,
  path: readonly (string | number)[],
  target: 'key' | 'value',
  aliases: Targets,
): number | undefined {
  let node: unknown = document.contents;
  let start = startOf(node);
  for (const [depth, key] of path.entries()) {
    node = resolved(node, aliases);
    const pair = isMap(node) ? findPair(node, key, aliases) : undefined;
    const next: unknown = isSeq(node) && typeof key === 'number' ? node.items[key] : pair?.value;
    if (next === undefined && pair === undefined) return start;
    const wantsKey =
      pair !== undefined && (target === 'key' || startOf(next) === undefined) && depth === path.length - 1;
    start = startOf(wantsKey ? pair.key : next) ?? startOf(pair?.key) ?? start;
    node = next;
  }
  return start;
}

function findPair(map: YAMLMap, key: string | number, aliases: Targets): Pair | undefined {
  const own = map.items.find((pair) => keyText(pair) === String(key));
  if (own) return own;
  for (const pair of map.items) {
    if (keyText(pair) !== '<<') continue;
    const merged = resolved(pair.value, aliases);
    const maps: unknown[] = isSeq(merged) ? merged.items.map((item) => resolved(item, aliases)) : [merged];
    for (const candidate of maps) {
      const found = isMap(candidate) ? findPair(candidate, key, aliases) : undefined;
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

function resolved(node: unknown, aliases: Targets): unknown {
  return isAlias(node) ? aliases.get(node) : node;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
