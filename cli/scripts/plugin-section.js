import { durationText } from '../dist/output/units.js';
import { markdownTable } from './markdown-table.js';

/**
 * All that is known of a plugin: a section of docs/config.md.
 *
 * @param {import('@hatchery/host').PluginInspection} inspection
 */
export function pluginSection({ plugin, kind, options, resume, windows, checks, example }) {
  const cuts = Object.entries(windows ?? {}).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? durationText(value) : value}`,
  );
  const others = plugin.aliases.map((alias) => `${code(alias)} for short, `).join('');
  const facts = [
    `- **Use:** \`${kind}: { use: ${plugin.shortName} }\`, ${others}or \`${plugin.name}\` by its whole name`,
    ...(plugin.permissions?.hosts ? [`- **Talks to:** ${plugin.permissions.hosts.map(code).join(', ')}`] : []),
    ...(resume ? [`- **Resumes by:** [${resume}](concepts.md#how-sources-resume)`] : []),
    ...(cuts.length > 0 ? [`- **Windows:** ${cuts.join(', ')}`] : []),
    ...(kind === 'source' ? [`- **Proves its credentials** (\`check --connect\`): ${checks ? 'yes' : 'no'}`] : []),
  ];
  return [
    `### ${plugin.name}`,
    `${plugin.description} More on [its own page](../plugins/${plugin.name}/README.md).`,
    facts.join('\n'),
    markdownTable(['option', 'type', 'default', ''], rowsOf(options)),
    `\`\`\`yaml\n${example}\`\`\``,
  ].join('\n\n');
}

/** @param {string} text */
function code(text) {
  return `\`${text}\``;
}

/** @param {readonly import('@hatchery/host').OptionDescription[]} options */
function rowsOf(options) {
  const repeated = options.filter((option) => isRepeated(option, options));
  return options
    .filter((option) => !repeated.includes(option))
    .map((option) => [code(option.name), option.type, defaultOf(option), descriptionOf(option, repeated)]);
}

/**
 * Whether an option of a list's items is as the one of that name at the top.
 *
 * @param {import('@hatchery/host').OptionDescription} option
 * @param {readonly import('@hatchery/host').OptionDescription[]} options
 */
function isRepeated({ name, type, required }, options) {
  const tail = name.split('[].').slice(1).join('[].');
  return options.some((option) => option.name === tail && option.type === type && option.required === required);
}

/** @param {import('@hatchery/host').OptionDescription} option */
function defaultOf(option) {
  if (option.required) return 'required';
  return option.default === undefined ? '' : code(JSON.stringify(option.default));
}

/**
 * @param {import('@hatchery/host').OptionDescription} option
 * @param {readonly import('@hatchery/host').OptionDescription[]} repeated
 */
function descriptionOf({ name, description = '' }, repeated) {
  const prefix = `${name}[].`;
  const tails = repeated
    .filter((other) => other.name.startsWith(prefix))
    .map((other) => other.name.slice(prefix.length));
  const keys = tails.filter((tail) => !tail.includes('.'));
  return keys.length === 0
    ? description
    : `${description} Each takes ${keys.map(code).join(', ')} as they are at the top.`;
}
