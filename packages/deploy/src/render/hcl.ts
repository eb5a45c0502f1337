/** A part of HCL that is code rather than a text: `google_storage_bucket.logs.name`. */
export class HclCode {
  readonly code: string;

  constructor(code: string) {
    this.code = code;
  }
}

export type HclValue = string | number | boolean | HclCode | readonly HclValue[] | { readonly [key: string]: HclValue };

/** A block: its words, then attributes and further blocks, in their order. */
export interface HclBlock {
  /** The type, then the labels: `['resource', 'google_project_service', 'run']`. */
  readonly words: readonly [string, ...string[]];
  readonly body: readonly (readonly [string, HclValue] | HclBlock)[];
}

/** Blocks as the text of a Terraform file. */
export function hclText(comment: readonly string[], blocks: readonly HclBlock[]): string {
  const head = comment.map((line) => `# ${line}\n`).join('');
  return `${head}\n${blocks.map((block) => blockText(block, '')).join('\n')}`;
}

/** A text as HCL writes it: nothing in it is evaluated. */
export function hclString(text: string): string {
  const escaped = JSON.stringify(text).replace(/\\([bf])/g, (_, letter) => (letter === 'b' ? '\\u0008' : '\\u000c'));
  return escaped.replace(/([$%])\{/g, '$1$1{');
}

function blockText({ words: [type, ...labels], body }: HclBlock, indent: string): string {
  const inner = `${indent}  `;
  const lines = body.map((part) => {
    if ('words' in part) return `\n${blockText(part, inner)}`;
    const [name, value] = part;
    return `${inner}${name} = ${valueText(value, inner)}\n`;
  });
  return `${indent}${[type, ...labels.map(hclString)].join(' ')} {\n${lines.join('')}${indent}}\n`;
}

function valueText(value: HclValue, indent: string): string {
  if (value instanceof HclCode) return value.code;
  if (typeof value === 'string') return hclString(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: HclValue) => valueText(item, indent)).join(', ')}]`;
  const inner = `${indent}  `;
  const entries = Object.entries(value as Record<string, HclValue>);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => `${inner}${hclString(key)} = ${valueText(item, inner)}\n`);
  return `{\n${lines.join('')}${indent}}`;
}
