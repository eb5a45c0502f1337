import { Secret } from '@hatchery/core';
import { expect } from 'chai';
import { inspect } from 'node:util';
import { parseJson } from '../src/http/parse-json.ts';

const parse = (text: string): unknown => parseJson(text, 'https://api.example.com', 'application/json');

describe('JSON of an API', () => {
  it('keeps numbers that JavaScript cannot hold, wherever they stand', () => {
    for (let offset = 0; offset < 64; offset++) {
      const text = `${' '.repeat(offset)}[9007199254740993,1,12345678901234567890]`;
      expect(parse(text), `at ${offset}`).to.deep.equal(['9007199254740993', 1, '12345678901234567890']);
    }
  });

  it('leaves numbers that it can hold as they are', () => {
    expect(parse('[9007199254740991,123456789012345,-1,0.1234567890123456,1e300]')).to.deep.equal([
      9_007_199_254_740_991, 123_456_789_012_345, -1, 0.123_456_789_012_345_6, 1e300,
    ]);
  });

  it('leaves digits in texts as they are', () => {
    expect(parse('{"a":"9007199254740993","b":"12"}')).to.deep.equal({ a: '9007199254740993', b: '12' });
  });

  it('shows nothing of a secret that comes back in place of it, not even the beginning', () => {
    const token = new Secret('xoxb-0123456789abcdef');
    let thrown: unknown;
    try {
      parse(`${token.reveal()} is not valid`);
    } catch (error) {
      thrown = error;
    }
    expect(inspect(thrown, { depth: 5 }))
      .to.include('[secret] is not valid')
      .and.not.include('xoxb');
  });
});
