import { expect } from 'chai';
import fc from 'fast-check';
import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import { aliasTargets } from '../src/config/alias-targets.ts';
import { JsonPlaces } from '../src/config/json-places.ts';
import { nodeRange } from '../src/config/node-range.ts';

type Path = readonly (string | number)[];

/** All paths into a value, and one beside each that leads nowhere. */
function pathsInto(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[], ['nowhere']];
  const isList = Array.isArray(value);
  const below = Object.entries(value).flatMap(([key, part]) =>
    pathsInto(part).map((path) => [isList ? Number(key) : key, ...path]),
  );
  return [[], ['no such key'], [99], ...below];
}

describe('JsonPlaces', () => {
  it('finds every part where the parser that builds a tree finds it', () => {
    const values = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
    fc.assert(
      fc.property(values, fc.constantFrom('', ' ', '\n', '  '), (value, indent) => {
        const text = `${indent}${JSON.stringify(value, undefined, indent)}\n`;
        const lines = new LineCounter();
        const options = { lineCounter: lines, version: '1.2', schema: 'json' } as const;
        const [document] = parseAllDocuments(text, options) as [Document.Parsed];
        const places = new JsonPlaces(text);
        for (const path of pathsInto(value)) {
          for (const target of ['key', 'value'] as const) {
            const { line, col } = lines.linePos(nodeRange(document, path, target, aliasTargets(document)) ?? 0);
            expect(places.position(path, target), JSON.stringify([text, path, target])).to.deep.equal({
              line,
              column: col,
            });
          }
        }
      }),
    );
  });

  it('is not misled by what stands in strings', () => {
    const text = '{"a": "\\"}, {[: ", "b\\u0063": [1, "]", {"x": -1.5e3}]}';
    const places = new JsonPlaces(text);
    const at = (part: string) => ({ line: 1, column: text.indexOf(part) + 1 });
    expect(places.position(['bc', 2, 'x'], 'value')).to.deep.equal(at('-1.5e3'));
    expect(places.position(['bc', 2, 'x'], 'key')).to.deep.equal(at('"x"'));
    expect(places.position(['bc', 3], 'value')).to.deep.equal(at('[1'));
  });

  it('finds each of many parts of a large text', () => {
    const text = JSON.stringify(
      Array.from({ length: 20_000 }, (_, n) => ({ n, x: 'y'.repeat(50) })),
      undefined,
      1,
    );
    const places = new JsonPlaces(text);
    for (let n = 0; n < 20_000; n++) expect(places.position([n, 'x'], 'key').line).to.equal(4 + 4 * n);
  });
});
