import { type Alias, type Document, isAlias, type Node, visit } from 'yaml';

/**
 * What each alias of a document stands for: the last node before it with its anchor. One pass over the document,
 * as thousands of aliases may have to be followed.
 */
export function aliasTargets(document: Document): ReadonlyMap<Alias, Node | undefined> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}
