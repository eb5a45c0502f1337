import { expect } from 'chai';
import { detectFormat } from '../src/landing/format.ts';

describe('formats', () => {
  const cases: [string, string | undefined, string][] = [
    ['{"a":1}', undefined, 'json'],
    ['[\n{"a":1}]', undefined, 'json'],
    ['{\n  "a": 1\n}\n', 'application/json', 'json'],
    ['{"a":1}\n{"a":2}\n', 'application/json; charset=utf-8', 'jsonl'],
    ['{"a":1}\n[2]', undefined, 'jsonl'],
    ['  \n{"a":1}', undefined, 'json'],
    ['a,b\n1,2', 'text/csv', 'csv'],
    ['{}', 'application/x-ndjson', 'jsonl'],
    ['', 'application/json', 'json'],
    ['', undefined, 'log'],
    ['\u001f\u008b', undefined, 'log'],
    ['plain', 'text/plain', 'log'],
    ['{"cut": "', undefined, 'json'],
  ];
  for (const [start, contentType, expected] of cases) {
    it(`takes ${JSON.stringify(start)} sent as ${contentType ?? 'nothing'} for ${expected}`, () => {
      expect(detectFormat(Buffer.from(start), contentType)).to.equal(expected);
    });
  }
});
