import type { PluginName } from './plugin-name.ts';

/**
 * The service of the templates has two words in its name, so that each way to write it is a word of its own and the
 * templates are code that compiles as it is.
 */
const placeholder = /hatchery-(?:source|dest)-acme-cloud|(?:use|id): acme-cloud|ACME_CLOUD|Acme Cloud|acme-cloud/g;

/** A template's text with the service of the templates renamed. In one pass, so that no name is renamed again. */
export function fillIn(text: string, { packageName, shortName, use }: PluginName): string {
  return text.replaceAll(placeholder, (found) => {
    if (found.startsWith('hatchery-')) return packageName;
    if (found.startsWith('use: ')) return `use: ${yamlText(use)}`;
    if (found.startsWith('id: ')) return `id: ${yamlText(shortName)}`;
    if (found === 'ACME_CLOUD') return constantOf(shortName);
    return found === 'Acme Cloud' ? titleOf(shortName) : shortName;
  });
}

/** `okta-workforce` as people write it: `Okta Workforce`. */
export function titleOf(shortName: string): string {
  return shortName
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** As part of a variable's name, which cannot begin with a digit. */
function constantOf(shortName: string): string {
  const name = shortName.replaceAll('-', '_').toUpperCase();
  return /^\d/.test(name) ? `_${name}` : name;
}

/** In quotes where YAML would read a number, say, or nothing at all. */
function yamlText(text: string): string {
  return /^(?:[@\d].*|true|false|null)$/.test(text) ? `'${text}'` : text;
}
