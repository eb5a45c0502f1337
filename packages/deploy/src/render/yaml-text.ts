import { Document, visit } from 'yaml';

/** Readers of YAML 1.1 take these for booleans and nothing. */
const reserved = /^(y|n|yes|no|on|off|true|false|null)$/i;

/**
 * Values as YAML that readers of 1.1 and of 1.2 understand alike: a text stands in quotes unless it is a plain word.
 *
 * @param comment stands above, each line by itself
 */
export function yamlText(comment: readonly string[], ...values: readonly unknown[]): string {
  const head = comment.map((line) => `# ${line}\n`).join('');
  return head + values.map(documentText).join('---\n');
}

function documentText(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value !== 'string' || (key === 'key' && /^[\w/.-]+$/.test(node.value))) return;
      const isPlain = /^[a-z][\w./-]*$/i.test(node.value) && !reserved.test(node.value);
      node.type = isPlain ? 'PLAIN' : 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
}
