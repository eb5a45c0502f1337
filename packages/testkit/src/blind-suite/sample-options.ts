import { Secret, secretMark, type z } from '@hatchery/core';
import { jsonSchemaOf, type SchemaPart } from '../conformance/schema-parts.ts';

export interface Samples {
  /** The value of every secret. */
  readonly secret: string;
  /** The value of every URL. */
  readonly url: string;
}

/** Which options are made up beside those that are needed: secrets and URLs, which are what is looked for, or none. */
interface Wanted extends Samples {
  readonly extent: 'marked' | 'needed';
}

/**
 * Options made up from a schema: its own examples, or else what each part that is needed asks for.
 *
 * @returns `undefined` if the schema refuses all that could be made up
 */
export async function sampleOptions(schema: z.ZodType, samples: Samples): Promise<unknown> {
  const converted = jsonSchemaOf(schema);
  const own = schema.meta()?.examples;
  const candidates = [
    ...(['marked', 'needed'] as const).map((extent) => sampleOf(converted, { ...samples, extent })),
    ...(Array.isArray(own) ? own : []).map((one) => filled(one, samples)),
  ];
  for (const candidate of candidates) if ((await schema.safeParseAsync(candidate)).success) return candidate;
  return undefined;
}

function sampleOf(part: SchemaPart, samples: Wanted, depth = 0): unknown {
  if (part[secretMark] === true) return samples.secret;
  if (part.format === 'uri') return samples.url;
  if (part.examples?.[0] !== undefined) return filled(part.examples[0], samples);
  if (part.default !== undefined) return part.default;
  if (part.const !== undefined) return part.const;
  if (part.enum !== undefined) return part.enum[0];
  const alternative = (part.anyOf ?? part.oneOf)?.[0];
  if (depth > 8) return undefined;
  if (alternative !== undefined) return sampleOf(alternative, samples, depth + 1);
  if (part.type === 'object') return sampleObject(part, samples, depth);
  if (part.type === 'array') return part.items === undefined ? [] : [sampleOf(part.items, samples, depth + 1)];
  if (part.type === 'integer' || part.type === 'number') return Math.max(part.minimum ?? 1, 1);
  return part.type === 'boolean' ? true : 'example'.padEnd(part.minLength ?? 0, '-');
}

function sampleObject({ properties = {}, required = [] }: SchemaPart, samples: Wanted, depth: number): object {
  const isWanted = ([key, part]: [string, SchemaPart]): boolean =>
    (required.includes(key) && part.default === undefined) ||
    (samples.extent === 'marked' && (part[secretMark] === true || part.format === 'uri'));
  const wanted = Object.entries(properties).filter(isWanted);
  return Object.fromEntries(wanted.map(([key, part]) => [key, sampleOf(part, samples, depth + 1)]));
}

/** An example with a value for each reference, and another URL for each of its own. */
function filled(example: unknown, { secret, url }: Samples): unknown {
  if (Secret.is(example)) return secret;
  if (typeof example === 'string') {
    return example.startsWith('http')
      ? example.replace(/^https?:\/\/[^/]+/, url)
      : example.replaceAll(/\$\{[^}]*\}/g, secret);
  }
  if (Array.isArray(example)) return example.map((value) => filled(value, { secret, url }));
  if (typeof example !== 'object' || example === null) return example;
  return Object.fromEntries(Object.entries(example).map(([key, value]) => [key, filled(value, { secret, url })]));
}
