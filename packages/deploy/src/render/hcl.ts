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
  readonly body: readonly (HclAttribute | HclBlock)[];
}

export type HclAttribute = readonly [string, HclValue];

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
  const open = `${indent}${[type, ...labels.map(hclString)].join(' ')} {`;
  if (body.length === 0) return `${open}}\n`;
  const inner = `${indent}  `;
  const attributes = body.filter((part): part is HclAttribute => !('words' in part));
  const blocks = body.filter((part) => 'words' in part).map((block) => blockText(block, inner));
  const parts = [...(attributes.length > 0 ? [attributesText(attributes, inner)] : []), ...blocks];
  return `${open}\n${parts.join('\n')}${indent}}\n`;
}

/** Each on a line, with the signs below each other as `terraform fmt` puts them: a longer value ends such a group. */
function attributesText(attributes: readonly HclAttribute[], indent: string): string {
  const groups: { name: string; text: string }[][] = [[]];
  for (const [name, value] of attributes) {
    const text = valueText(value, indent);
    if (text.includes('\n')) groups.push([{ name, text }], []);
    else groups.at(-1)?.push({ name, text });
  }
  return groups
    .flatMap((group) => {
      const width = Math.max(...group.map(({ name }) => name.length));
      return group.map(({ name, text }) => `${indent}${name.padEnd(width)} = ${text}\n`);
    })
    .join('');
}

function valueText(value: HclValue, indent: string): string {
  if (value instanceof HclCode) return value.code;
  if (typeof value === 'string') return hclString(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: HclValue) => valueText(item, indent)).join(', ')}]`;
  const entries = Object.entries(value as Record<string, HclValue>);
  if (entries.length === 0) return '{}';
  const keyed = entries.map(([key, item]) => [/^[a-z_]\w*$/i.test(key) ? key : hclString(key), item] as const);
  return `{\n${attributesText(keyed, `${indent}  `)}${indent}}`;
}
