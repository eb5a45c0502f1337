import type { z } from '@hatchery/core';
import { didYouMean } from '../nearest.ts';
import { valueAt } from '../plain-object.ts';
import type { Finding } from './finding.ts';
import { expectedOf } from './expected-of.ts';
import { isSecretAt, keysAt, literalsAt } from './schema-parts.ts';
import { quoted, showValue } from './show-value.ts';

type Issue = z.core.$ZodIssue;

/** What the issues of a schema are about. */
export interface IssueSubject {
  readonly schema: z.ZodType;
  readonly value: unknown;
  /** Whether texts found in it may be shown: false for the options of plugins, where a secret may be in the wrong place. */
  readonly showTexts: boolean;
}

/** Says in plain words what zod found; several things where one issue stands for several keys. */
export function describeIssue(issue: Issue, subject: IssueSubject): Finding[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, subject));
  if (issue.code === 'invalid_union') return describeUnion(issue, path, subject);

  const value = valueAt(subject.value, path);
  const secret = isSecretAt(subject.schema, path);
  if (value === undefined && issue.code !== 'custom') {
    return [{ path, message: 'is missing', expected: secret ? 'a secret' : expectedOf(issue) }];
  }
  // The literals are known to everybody, so a text that should be one of them is worth showing, unless it is long.
  const literal = issue.code === 'invalid_value' && typeof value === 'string' && value.length <= 24;
  const found = secret
    ? showValue(value, { text: false })
    : showValue(value, { text: subject.showTexts || literal || typeof value !== 'string' });
  return [
    {
      path,
      message: messageOf(issue),
      foreign: issue.code !== 'invalid_type' && issue.code !== 'invalid_value',
      expected: secret && issue.code === 'invalid_type' ? 'a text' : expectedOf(issue),
      found,
      hint: hintFor(issue, value),
    },
  ];
}

function messageOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return 'has the wrong type';
  if (issue.code === 'invalid_value') return 'is none of the known values';
  return issue.message.replace(/^Invalid input: /, '').replace(/^Too (small|big): /, '');
}

function hintFor(issue: Issue, value: unknown): string | undefined {
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    return didYouMean(value, issue.values.map(String));
  }
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return issue.code === 'invalid_type' && issue.expected === 'string' && isScalar ? 'Put it in quotes.' : undefined;
}

function unknownKey(key: string, path: Finding['path'], subject: IssueSubject): Finding {
  const known = [...new Set(keysAt(subject.schema, path))];
  const hint =
    didYouMean(key, known) ?? (known.length > 0 && known.length <= 20 ? `There are: ${known.join(', ')}.` : undefined);
  return { path: [...path, key], message: `there is no key ${quoted(key)} here`, hint, target: 'key' };
}

/** Of the alternatives, the one that came nearest says what is wrong. */
function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Finding['path'],
  subject: IssueSubject,
): Finding[] {
  const value = valueAt(subject.value, path);
  const reached = issue.errors.filter((errors) =>
    errors.some((error) => error.path.length > 0 || error.code !== 'invalid_type'),
  );
  const nearest = [...reached].sort((a, b) => a.length - b.length)[0];
  if (nearest && value !== undefined) {
    return nearest.flatMap((inner) => describeIssue({ ...inner, path: [...path, ...inner.path] }, subject));
  }
  const secret = isSecretAt(subject.schema, path);
  const literals = literalsAt(subject.schema, path).map((literal) => JSON.stringify(literal));
  const expected = issue.errors
    .flat()
    .map(expectedOf)
    .concat(literals)
    .filter((text) => text !== undefined);
  return [
    {
      path,
      message: value === undefined ? 'is missing' : 'is none of what it may be',
      expected: secret ? 'a secret' : [...new Set(expected)].join(' or ') || undefined,
      ...(value === undefined ? {} : { found: showValue(value, { text: subject.showTexts && !secret }) }),
    },
  ];
}
