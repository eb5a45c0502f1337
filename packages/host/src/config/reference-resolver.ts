import { isAbsolute, resolve } from 'node:path';
import { didYouMean } from '../nearest.ts';
import { type BadReference, hasReference, parseReferences, type Reference, showReference } from './parse-references.ts';
import { readSecretFile } from './read-secret-file.ts';

/** Why a reference has no value. */
export interface ReferenceProblem {
  readonly message: string;
  readonly hint: string;
}

/** A text with its references replaced. */
export interface ResolvedText {
  readonly text: string;
  /** The text as people may see it, with the references in place of their values. */
  readonly shown: string;
  /** What was put in: to be kept out of messages. */
  readonly values: readonly string[];
  /** It was one reference and nothing else, so it may stand for a number or a boolean. */
  readonly whole: boolean;
  readonly problems: readonly ReferenceProblem[];
}

/** Gives references their values: from variables, and from files below the config's folder or at absolute paths. */
export class ReferenceResolver {
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #directory: string;
  readonly #files = new Map<string, string | Error>();

  constructor(variables: Readonly<Record<string, string | undefined>>, directory: string) {
    this.#variables = variables;
    this.#directory = directory;
  }

  resolve(text: string): ResolvedText {
    const parts = parseReferences(text);
    const problems: ReferenceProblem[] = [];
    const values: string[] = [];
    let result = '';
    let shown = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        result += part;
        shown += part;
        continue;
      }
      const value = part.kind === 'bad' ? badReference(part) : this.#value(part);
      shown += part.kind === 'bad' ? '${…}' : showReference(part);
      if (typeof value !== 'string') {
        problems.push(value);
        continue;
      }
      values.push(value);
      result += value;
    }
    const whole = parts.length === 1 && typeof parts[0] !== 'string';
    return { text: result, shown, values, whole, problems };
  }

  #value(reference: Reference): string | ReferenceProblem {
    return reference.kind === 'env' ? this.#variable(reference) : this.#file(reference.name);
  }

  #variable({ name, fallback }: Reference): string | ReferenceProblem {
    const value = Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
    if (value !== undefined && (value !== '' || fallback === undefined)) return value;
    if (fallback === undefined) {
      return {
        message: `the environment variable ${name} is not set`,
        hint: `Set it, or give a default: \${env:${name}:-default}.`,
      };
    }
    if (!hasReference(fallback)) return fallback;
    const inner = this.resolve(fallback);
    return inner.problems[0] ?? inner.text;
  }

  #file(name: string): string | ReferenceProblem {
    const path = isAbsolute(name) ? name : resolve(this.#directory, name);
    const found = this.#files.get(path) ?? attempt(path);
    this.#files.set(path, found);
    if (typeof found === 'string') return found;
    return {
      message: `the file ${path} ${found.message}`,
      hint: 'A relative path starts at the folder of the config.',
    };
  }
}

function attempt(path: string): string | Error {
  try {
    return readSecretFile(path);
  } catch (error) {
    return error as Error;
  }
}

function badReference({ inner }: BadReference): ReferenceProblem {
  const escape = 'For a literal "${", write "$${".';
  if (inner === undefined) return { message: 'a reference is not closed with "}"', hint: escape };
  const scheme = /^(\w+):/.exec(inner)?.[1];
  if (scheme !== undefined && scheme !== 'env' && scheme !== 'file') {
    const meant = didYouMean(scheme, ['env', 'file']) ?? 'There are ${env:NAME} and ${file:PATH}.';
    return { message: `"\${${scheme}:…}" is not a reference that hatchery knows`, hint: `${meant} ${escape}` };
  }
  if (/^\w+$/.test(inner)) {
    return { message: `"\${${inner}}" is not a reference`, hint: `Write \${env:${inner}}. ${escape}` };
  }
  return {
    message: '"${…}" is not a reference',
    hint: `There are \${env:NAME}, \${env:NAME:-default} and \${file:PATH}. ${escape}`,
  };
}
