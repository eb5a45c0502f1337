import { markdownTable } from './markdown-table.js';

/** What the schema of a config cannot say: what holds where a key is left out. */
const fallbacks = new Map([
  ['id', 'made of the names of both plugins, such as `slack-to-file`'],
  ['tags', 'none'],
  ['source', 'required'],
  ['destination', 'required'],
  ['ledger', "the stream's destination"],
  ['compress', '`none`'],
  ['name', 'the layout of the Go original'],
  ['lookback', "the source's, else `10m`"],
  ['settle', "the source's, else `0`"],
  ['overlap', "the source's, else `0`"],
  ['timeout', 'no limit'],
]);

const plugins = new Map([
  ['source', 'What is collected: `use` and the options of a [source](#plugins).'],
  ['destination', 'Where it lands: `use` and the options of a [destination](#plugins).'],
  ['ledger', 'Another destination for the [ledger](concepts.md#the-ledger).'],
]);

/**
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {string} [title]
 * @property {string} [description]
 * @property {string} [type]
 * @property {string[]} [enum]
 * @property {Schema[]} [anyOf]
 * @property {Schema} [items]
 */

/**
 * The keys of a stream as a table.
 *
 * @param {Record<string, unknown>} schema of a whole config
 */
export function streamKeys(schema) {
  const { properties } = /** @type {{ properties: { streams: { items: { properties: Record<string, Schema> } } } }} */ (
    schema
  );
  const rows = Object.entries(properties.streams.items.properties).map(([key, part]) => {
    const description = part.description ?? plugins.get(key);
    const fallback = fallbacks.get(key);
    if (description === undefined || fallback === undefined)
      throw new Error(`Say in ${import.meta.filename} what ${key} is.`);
    return [`\`${key}\``, typeOf(part), fallback, description];
  });
  return markdownTable(['key', 'type', 'default', ''], rows);
}

/** @param {Schema} part @returns {string} */
function typeOf(part) {
  if (part.$ref) return 'plugin';
  if (part.title) return part.title;
  const schema = part.anyOf?.[0] ?? part;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  return schema.type ?? 'anything';
}
