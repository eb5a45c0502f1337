import type { OptionDescription } from '../plugins/plugin-inspection.ts';

/**
 * The options of alternatives as one list: an option that several have is told once, with every type that it may
 * have. It is required where each alternative requires it.
 */
export function mergeOptions(alternatives: readonly (readonly OptionDescription[])[]): OptionDescription[] {
  const byName = Map.groupBy(alternatives.flat(), ({ name }) => name);
  return [...byName.values()].map((options) => {
    const { default: fallback, ...first } = options[0] as OptionDescription;
    const descriptions = distinct(options.map(({ description }) => description));
    const hasOneDefault = distinct(options.map((option) => JSON.stringify(option.default))).length === 1;
    return {
      ...first,
      type: distinct(options.map(({ type }) => type)).join(' | '),
      required: options.length === alternatives.length && options.every(({ required }) => required),
      secret: options.some(({ secret }) => secret),
      ...(descriptions.length === 0 ? {} : { description: descriptions.join(' Or: ') }),
      ...(hasOneDefault && fallback !== undefined && { default: fallback }),
    };
  });
}

function distinct<T>(values: readonly (T | undefined)[]): T[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
