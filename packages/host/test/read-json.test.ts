import { expect } from 'chai';
import fc from 'fast-check';
import { readJson } from '../src/config/read-json.ts';

describe('readJson', () => {
  it('reads whatever JSON can say, however it is laid out', () => {
    const values = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' });
    fc.assert(
      fc.property(values, fc.constantFrom('', '  ', '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        expect(readJson(text)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it('does not take what stands in strings for keys', () => {
    const value = { 'a": "b': '{"a": 1, "a": 2}', '\\': '\\"x":', __proto: ':', 'k\n': ['"', '":"', { ':': ':' }] };
    expect(readJson(JSON.stringify(value))).to.deep.equal(value);
  });

  it('reads a key named __proto__ as a key', () => {
    const value = readJson('{"__proto__": {"x": 1}, "y": 2}') as object;
    expect(Object.keys(value)).to.deep.equal(['__proto__', 'y']);
    expect(Object.getPrototypeOf(value)).to.equal(Object.prototype);
  });

  it('reads deep nesting and long strings', () => {
    const deep = `${'['.repeat(5_000)}{"a":1}${']'.repeat(5_000)}`;
    expect(readJson(deep)).to.be.an('array');
    const long = JSON.stringify({ a: '\\"x'.repeat(1_000_000) });
    expect(readJson(long)).to.have.property('a').with.lengthOf(3_000_000);
  });

  for (const text of [
    '{"a": 1, "a": 2}',
    '{"a": 1, "a" : 1}',
    '{"a": 1, "\\u0061": 2}',
    '[{"x": {"a": 1}}, {"x": {"a": 1, "b": [], "a"\n:\t1}}]',
    '',
    '{"a": 1,}',
    '{a: 1}',
    '{"a": 1} // comment',
    'streams: []',
  ]) {
    it(`leaves ${JSON.stringify(text)} to the parser that knows places`, () => {
      expect(readJson(text)).to.equal(undefined);
    });
  }
});
