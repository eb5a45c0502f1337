import { HatcheryError } from '@hatchery/core';
import { type Document, LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import { aliasTargets } from './alias-targets.ts';
import type { ConfigSource, Position } from './config-source.ts';
import { JsonPlaces } from './json-places.ts';
import { nodeRange } from './node-range.ts';
import { readJson } from './read-json.ts';

type SyntaxProblem = Pick<YAMLError, 'message'> & {
  readonly code?: string;
  readonly pos: readonly [number, ...number[]];
};

/** One anchor may serve thousands of streams; aliases that multiply each other are cut off here. */
const maxAliasCount = 1_000_000;

/**
 * Reads YAML 1.2 or JSON. Where things are written is found out once somebody asks: the tree that tells it is many times
 * larger than the value, and a run need not keep it.
 *
 * @param root where in the file the config lies
 * @throws HatcheryError `CONFIG_SYNTAX` that names every syntax error with line and column
 */
export function readDataConfig(
  path: string,
  text: string,
  root: readonly string[],
): Pick<ConfigSource, 'value' | 'position'> {
  const partAt = (whole: unknown): unknown =>
    root.reduce((part, key) => (part as Record<string, unknown> | undefined)?.[key], whole);
  const json = path.toLowerCase().endsWith('.json');
  const plain = json ? readJson(text) : undefined;
  if (plain !== undefined) {
    let places: JsonPlaces | undefined;
    return {
      value: partAt(plain),
      position: (at, target = 'value') => (places ??= new JsonPlaces(text)).position([...root, ...at], target),
    };
  }
  let tree: Tree | undefined;
  return {
    value: partAt(readTree(path, text, json)),
    position(at, target = 'value') {
      tree ??= parse(text, json);
      const [document] = tree.documents;
      if (document === undefined) return undefined;
      tree.aliases ??= aliasTargets(document);
      return positionOf(nodeRange(document, [...root, ...at], target, tree.aliases), tree.lines);
    },
  };
}

interface Tree {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
  aliases?: ReturnType<typeof aliasTargets>;
}

function parse(text: string, json: boolean): Tree {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    version: '1.2',
    ...(json ? { schema: 'json' } : {}),
  });
  return { documents: 'empty' in parsed ? [] : parsed, lines };
}

/** The value of the one document in a text; `undefined` if there is none. */
function readTree(path: string, text: string, json: boolean): unknown {
  const { documents, lines } = parse(text, json);
  const errors = documents.flatMap((document) => document.errors);
  if (errors.length > 0) throw syntaxError(path, errors, lines);
  const [document, second] = documents;
  if (second) {
    const at = lines.linePos(second.range?.[0] ?? 0);
    throw new HatcheryError(
      'CONFIG_SYNTAX',
      `${path}:${at.line}:${at.col}: a second document begins here; a config is one.`,
      {
        hint: 'Remove the line `---`, or keep the documents in files of their own.',
      },
    );
  }
  return document && toValue(document, path, lines);
}

function toValue(document: Document.Parsed, path: string, lines: LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount });
  } catch (cause) {
    const unknown = unknownAnchors(document);
    if (unknown.length > 0) throw syntaxError(path, unknown, lines);
    throw new HatcheryError('CONFIG_SYNTAX', `${path}: ${(cause as Error).message}`, {
      hint: 'Its anchors and aliases refer to each other without end.',
      cause,
    });
  }
}

function unknownAnchors(document: Document.Parsed): SyntaxProblem[] {
  return [...aliasTargets(document)].flatMap(([alias, target]) => {
    const message = `there is no anchor "&${alias.source}" before this alias`;
    return target ? [] : [{ message, pos: [alias.range?.[0] ?? 0] }];
  });
}

function positionOf(offset: number | undefined, lines: LineCounter): Position | undefined {
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function syntaxError(path: string, errors: readonly SyntaxProblem[], lines: LineCounter): HatcheryError {
  const listed = errors.slice(0, 20).map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    // The parser quotes what it could not read, which may be a secret.
    return `${path}:${line}:${col}: ${error.message.replace(/^(Unresolved plain scalar) .*$/s, '$1 (a text without quotes)')}`;
  });
  const hint = errors.some((error) => error.code === 'TAB_AS_INDENT')
    ? 'YAML indents with spaces, never with tabs.'
    : 'Correct the syntax; an editor with YAML support marks the place.';
  return new HatcheryError('CONFIG_SYNTAX', listed.join('\n'), { hint, cause: errors[0] });
}
