import { redact, type z } from '@hatchery/core';
import { describeValue } from '@hatchery/engine';
import { convertAt, wantedScalars } from './convert-references.ts';
import { describeIssue, type IssueSubject } from './describe-issue.ts';
import type { Finding } from './finding.ts';
import type { ReferenceResolver } from './reference-resolver.ts';
import { type ResolvedValue, resolveReferences } from './resolve-references.ts';

/** Validated options, or all that is wrong with them. */
export type ValidatedOptions =
  | { readonly value: unknown; readonly findings?: undefined }
  | { readonly findings: readonly Finding[] };

/**
 * Resolves the references in a value and validates it against a schema.
 *
 * @param subject.value as written, with references
 * @throws what a schema's own code throws, without the values of references in its text
 */
export function validateOptions(subject: IssueSubject, resolver: ReferenceResolver): ValidatedOptions {
  const resolved = resolveReferences(subject.value, resolver);
  const unresolved = resolved.texts.flatMap(({ path, resolved: text }) =>
    text.problems.map((problem): Finding => ({ path, ...problem })),
  );
  const result = parse(subject.schema, resolved);
  if (result.success && unresolved.length === 0) return { value: result.data };
  const broken = resolved.texts.filter(({ resolved: text }) => text.problems.length > 0).map(({ path }) => path);
  const invalid = (result.error?.issues ?? [])
    // A reference without a value is reported as that, not as the wrong text that is left of it.
    .filter((issue) => !broken.some((path) => startsWith(issue.path, path)))
    .flatMap((issue) => describeIssue(issue, { ...subject, value: resolved.value }))
    .map((finding) => withoutValues(finding, resolved));
  return { findings: [...unresolved, ...invalid] };
}

function parse(schema: z.ZodType, resolved: ResolvedValue): z.ZodSafeParseResult<unknown> {
  try {
    return parseWith(schema, resolved);
  } catch (cause) {
    throw errorWithoutValues(cause, resolved);
  }
}

/** Texts that were one whole reference become numbers and booleans where the schema asks for these. */
function parseWith(schema: z.ZodType, { value, texts }: ResolvedValue): z.ZodSafeParseResult<unknown> {
  const first = schema.safeParse(value);
  const whole = texts.filter(({ resolved }) => resolved.whole);
  if (first.success || whole.length === 0) return first;
  const wanted = wantedScalars(first.error.issues);
  let changed = value;
  for (const { path } of whole) {
    const type = wanted.get(JSON.stringify(path));
    if (type) changed = convertAt(changed, path, type);
  }
  return changed === value ? first : schema.safeParse(changed);
}

/** Shows references in place of what they stand for; a plugin's own message may quote that, too. */
function withoutValues(finding: Finding, { texts }: ResolvedValue): Finding {
  const own = texts.find(({ path }) => startsWith(finding.path, path) && startsWith(path, finding.path));
  return {
    ...finding,
    message: finding.foreign ? redact(withoutReferenced(finding.message, texts)) : finding.message,
    found: own ? JSON.stringify(own.resolved.shown) : finding.found && redact(finding.found),
  };
}

function errorWithoutValues(cause: unknown, { texts }: ResolvedValue): Error {
  const thrown = explain(cause);
  const clean = new Error(redact(withoutReferenced(thrown.message, texts)));
  clean.name = thrown.name;
  clean.stack = redact(withoutReferenced(thrown.stack ?? '', texts));
  return clean;
}

/** Zod's own words for a check that waits are meant for whoever calls it. */
function explain(cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error(describeValue(cause));
  const waits = cause.constructor.name === '$ZodAsyncError';
  return waits ? new Error('a check of its schema is asynchronous') : cause;
}

function withoutReferenced(text: string, texts: ResolvedValue['texts']): string {
  let result = text;
  for (const { resolved } of texts) {
    for (const value of resolved.values) if (value.length > 2) result = result.replaceAll(value, resolved.shown);
  }
  return result;
}

function startsWith(path: readonly PropertyKey[], prefix: readonly PropertyKey[]): boolean {
  return prefix.every((key, index) => path[index] === key);
}
