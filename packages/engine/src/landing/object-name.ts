import { createHash } from 'node:crypto';
import type { Window } from '@hatchery/core';
import { HatcheryError } from '@hatchery/core';
import { safeName } from './safe-name.ts';

/** The layout of the Go original: `{schema/}YYYY/MM/DD/HH/YYYYMMDDTHHMMSS_{slug}_{seq}.{ext}`. */
export const defaultNameTemplate = '{schema/}{YYYY}/{MM}/{DD}/{HH}/{timestamp}_{slug}_{seq}.{ext}';

/** What a name is made of. */
export interface NameParts {
  readonly stream: string;
  readonly timestamp: Date;
  readonly slug: string;
  readonly seq: number;
  readonly schemaHint?: string | undefined;
  /** With the compression's own, without a dot in front: `json.gz`. */
  readonly extension: string;
  /** From 1; 2 and more for an object whose name was taken by other bytes. @default 1 */
  readonly revision?: number;
}

type Fields = Record<string, (parts: NameParts) => string>;

const fields: Fields = {
  stream: ({ stream }) => safeName(stream),
  schema: ({ schemaHint }) => (schemaHint === undefined || schemaHint === '' ? 'default' : safeName(schemaHint)),
  'schema/': ({ schemaHint }) => (schemaHint === undefined || schemaHint === '' ? '' : `${safeName(schemaHint)}/`),
  slug: ({ slug }) => safeName(slug),
  seq: ({ seq }) => String(seq).padStart(4, '0'),
  ext: ({ extension }) => extension,
  timestamp: ({ timestamp }) => compact(timestamp),
  YYYY: ({ timestamp }) => compact(timestamp).slice(0, 4),
  MM: ({ timestamp }) => compact(timestamp).slice(4, 6),
  DD: ({ timestamp }) => compact(timestamp).slice(6, 8),
  HH: ({ timestamp }) => compact(timestamp).slice(9, 11),
  mm: ({ timestamp }) => compact(timestamp).slice(11, 13),
  ss: ({ timestamp }) => compact(timestamp).slice(13, 15),
};

/** The placeholders a template may hold. */
export const nameFields: readonly string[] = Object.keys(fields);

/** Why a text is no template of object names; `undefined` if it is one. */
export function nameTemplateProblem(template: string): string | undefined {
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)]
    .map(([, field]) => field ?? '')
    .find((field) => !Object.hasOwn(fields, field));
  if (unknown !== undefined)
    return `there is no placeholder {${unknown}}; there are ${nameFields.map((field) => `{${field}}`).join(' ')}`;
  if (/[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, ''))) return 'a brace is not closed';
  const literal = template.replaceAll(/\{[^{}]*\}/g, 'x');
  if (literal === '' || /^\/|\/$|\/\/|(^|\/)\.{1,2}(\/|$)|[\p{Cc}\\]/u.test(literal)) {
    return 'a name is relative, with single slashes between its parts, none of them "." or ".."';
  }
  if (literal.startsWith('_hatchery/')) return 'names under _hatchery/ are for hatchery itself';
  return undefined;
}

/**
 * The name of an object.
 *
 * @throws HatcheryError `OBJECT_NAME_REFUSED` if `template` is none; see {@link nameTemplateProblem}
 */
export function objectName(template: string, parts: NameParts): string {
  const problem = nameTemplateProblem(template);
  if (problem !== undefined)
    throw new HatcheryError('OBJECT_NAME_REFUSED', `"${template}" is no name template: ${problem}.`);
  const name = fill(template, parts);
  const revision = parts.revision ?? 1;
  if (revision === 1) return name;
  const ending = `.${parts.extension}`;
  const stem = name.endsWith(ending) ? name.slice(0, -ending.length) : name;
  return `${stem}~r${revision}${name.slice(stem.length)}`;
}

/**
 * What the names of objects begin with that differ in nothing but their number, extension and revision; `undefined` if
 * that does not hold the slug, and so may be the beginning of other objects' names, too.
 */
export function nameSeries(
  template: string,
  parts: Omit<NameParts, 'seq' | 'extension' | 'revision'>,
): string | undefined {
  const end = template.search(/\{(seq|ext)\}/);
  const series = template.slice(0, end === -1 ? undefined : end);
  return series.includes('{slug}') ? fill(series, { ...parts, seq: 0, extension: '' }) : undefined;
}

function fill(template: string, parts: NameParts): string {
  return template.replaceAll(
    /\{([^{}]*)\}/g,
    (text, field: string) => (Object.hasOwn(fields, field) ? fields[field]?.(parts) : undefined) ?? text,
  );
}

/**
 * The same for the same window of the same stream, whenever it is collected; eight letters and digits.
 *
 * @param requested the window was asked for by the user: its objects are apart from those of the stream's own windows
 */
export function defaultSlug(stream: string, window: Window, requested: boolean): string {
  const identity = [stream, window.from, window.to, ...(requested ? ['requested'] : [])];
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest();
  return digest.readBigUInt64BE().toString(36).padStart(13, '0').slice(-8);
}

/** `20240319T024846`, in UTC. */
function compact(time: Date): string {
  return time
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, '');
}
