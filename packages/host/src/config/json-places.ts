import { LineCounter } from 'yaml';
import type { Position } from './config-source.ts';

/** Where a part of a list or an object is written, as offsets into the text. */
interface Place {
  /** None in a list. */
  readonly key?: number;
  readonly value: number;
}

type Children = ReadonlyMap<string | number, Place>;

/**
 * Finds where the parts of a JSON text are written. Looks only into the lists and objects on the way to what is asked for, and
 * once into each, so that a place in a text of many megabytes costs no tree of all of it.
 */
export class JsonPlaces {
  readonly #text: string;
  readonly #children = new Map<number, Children>();
  readonly #lines = new LineCounter();

  /** @param text must be JSON */
  constructor(text: string) {
    this.#text = text;
    this.#lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) this.#lines.addNewLine(index + 1);
  }

  /** Where the part at `path` begins; of a part that is missing, its nearest parent that is there. */
  position(path: readonly (string | number)[], target: 'key' | 'value'): Position {
    let at = /\S/.exec(this.#text)?.index ?? 0;
    for (const [depth, step] of path.entries()) {
      const place = this.#childrenAt(at).get(step);
      if (place === undefined) break;
      if (target === 'key' && depth === path.length - 1 && place.key !== undefined) return this.#positionOf(place.key);
      at = place.value;
    }
    return this.#positionOf(at);
  }

  #childrenAt(offset: number): Children {
    const known = this.#children.get(offset) ?? childrenOf(this.#text, offset);
    this.#children.set(offset, known);
    return known;
  }

  #positionOf(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }
}

/** @param start where the list or object begins; there is nothing in any other value */
function childrenOf(text: string, start: number): Children {
  const children = new Map<string | number, Place>();
  const isList = text[start] === '[';
  if (!isList && text[start] !== '{') return children;
  const words = /[{}[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s{}[\],:"]+/g;
  words.lastIndex = start + 1;
  let depth = 0;
  let key: { readonly name: string; readonly at: number } | undefined;
  for (let match = words.exec(text); match !== null; match = words.exec(text)) {
    const [word] = match;
    const closes = word === '}' || word === ']';
    if (closes && depth === 0) break;
    if (depth === 0 && word !== ',' && word !== ':') {
      if (isList) children.set(children.size, { value: match.index });
      else if (key === undefined) key = { name: JSON.parse(word) as string, at: match.index };
      else {
        children.set(key.name, { key: key.at, value: match.index });
        key = undefined;
      }
    }
    if (closes) depth -= 1;
    else if (word === '{' || word === '[') depth += 1;
  }
  return children;
}
