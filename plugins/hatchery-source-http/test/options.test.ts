import { z } from '@hatchery/core';
import { expect } from 'chai';
import { options } from '../src/options.ts';

/** Each problem as `path: message`. */
function problems(config: unknown): string[] {
  const parsed = options.safeParse(config);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const url = 'https://api.example.com/logs';
const window = { from: { name: 'from' }, to: { name: 'to' } };
const cursor = { kind: 'cursor', path: 'next', name: 'cursor' };

/** What is wrong, with part of the message that says so. */
const wrong: Record<string, [config: unknown, said: RegExp]> = {
  'nothing at all': [{}, /^: give a `url`, or a list of `requests`/],
  'an unknown key': [{ url, urll: 1 }, /urll/],
  'no URL': [{ url: 'not a url' }, /^url: not an http or https URL.*`baseUrl`/],
  'another scheme': [{ url: 'ftp://example.com' }, /^url: not an http/],
  'a password in the URL': [{ url: 'https://me:pass@example.com' }, /^url: .*auth\.basic/],
  'a broken base': [{ baseUrl: 'example', url: '/logs' }, /^url: not an http/],
  'single and several requests': [{ url, requests: [{ url }] }, /^url: `url` belongs to a single request/],
  'an empty list of requests': [{ requests: [] }, /^requests: /],
  'two requests of one name': [{ requests: [{ url }, { url }] }, /^requests\.1\.name: two requests/],
  'a fault inside a request': [{ requests: [{ url }, { url: 'x' }] }, /^requests\.1\.url: not an http/],
  'two ways of proof': [
    { url, auth: { bearer: 'canary-token', header: { name: 'X', value: 'canary-value' } } },
    /^auth: give exactly one/,
  ],
  'no way of proof': [{ url, auth: {} }, /^auth: give exactly one/],
  'an empty token': [{ url, auth: { bearer: '' } }, /^auth\.bearer: /],
  'a line break in a header': [{ url, headers: { A: 'x\r\nB: y' } }, /^headers\.A: .*line breaks/],
  'a header that is none': [{ url, headers: { 'a b': 'x' } }, /^headers\.a b: /],
  'two bodies': [{ url, json: {}, text: 'x' }, /^text: give `json` or `text`/],
  'a parameter for a list': [
    { url, json: [], window: { from: { in: 'body', name: 'f' }, to: { name: 't' } } },
    /^json: must be an object/,
  ],
  'a parameter for a text': [{ url, text: 'x', pagination: { ...cursor, in: 'body' } }, /^text: a parameter/],
  'a method in small letters': [{ url, method: 'get' }, /^method: .*capitals/],
  'no place of a cursor': [
    { url, pagination: { kind: 'cursor', name: 'c' } },
    /^pagination: give exactly one of `path` and `header`/,
  ],
  'two places of a cursor': [{ url, pagination: { ...cursor, header: 'X' } }, /^pagination: give exactly one/],
  'an unknown kind of paging': [{ url, pagination: { kind: 'magic' } }, /^pagination\.kind: /],
  'a key of another kind of paging': [{ url, pagination: { kind: 'link', name: 'x' } }, /^pagination: .*name/],
  'two flags': [{ url, pagination: { ...cursor, hasMore: 'a', done: 'b' } }, /^pagination\.done: /],
  'numbered pages without an end': [{ url, pagination: { kind: 'page' } }, /^pagination\.kind: .*`items`/],
  'an offset without items': [{ url, pagination: { kind: 'offset', hasMore: 'more' } }, /^pagination\.kind: .*`items`/],
  'untilEmpty without items': [
    { url, pagination: { ...cursor, untilEmpty: true } },
    /^pagination\.untilEmpty: .*`items`/,
  ],
  'keepEmpty without items': [{ url, keepEmpty: true }, /^keepEmpty: /],
  'an unknown time format': [{ url, window: { ...window, format: '%d %q' } }, /^window\.format: "%q"/],
  'a window without a start': [{ url, window: { to: { name: 'to' } } }, /^window: give it a start/],
  'a window without an end': [{ url, window: { from: { name: 'from' } } }, /^window: without an end/],
  'a window of nothing': [{ url, window: {} }, /^window: give at least one/],
  'a range without a place': [{ url, window: { range: { name: 'q', value: 'x' } } }, /^window\.range\.value: /],
  'too fine a granularity': [{ url, window, granularity: '1ms' }, /^window\.format: .*multiple of 1000 ms/],
  'a span off the grid': [{ url, window, granularity: '1h', maxSpan: '90m' }, /^maxSpan: .*multiple/],
  'a granularity of nothing': [{ url, granularity: 0 }, /^granularity: must be longer/],
  'a span of nothing': [{ url, window, maxSpan: 0 }, /^maxSpan: .*multiple/],
  'a settle time for requests of two kinds': [
    { settle: '5m', requests: [{ url, window }, { url: `${url}/2` }] },
    /^settle: /,
  ],
  'a lasting cursor without an end': [{ url, pagination: { ...cursor, persist: true } }, /^pagination\.persist: /],
  'a position without items': [{ url, window, position: { timestamp: 't' } }, /^position: .*`items`/],
  'a position without a start': [{ url, items: '.', position: { timestamp: 't' } }, /^position: .*start/],
  'a position beside a lasting cursor': [
    { url, window, items: '.', position: { timestamp: 't' }, pagination: { ...cursor, persist: true } },
    /^position: .*choose one/,
  ],
  'an overlap with a position': [
    { url, window, items: '.', overlap: '1m', position: { timestamp: 't' } },
    /^position: `overlap`/,
  ],
  'a condition on pages': [{ url, conditional: true, pagination: cursor }, /^conditional: /],
  'a bad duration': [{ url, settle: 'soon' }, /^settle: .*duration/],
  'an allowed host that is a URL': [{ url, allowedHosts: ['https://x.example/'] }, /^allowedHosts\.0: /],
};

describe('the options', () => {
  for (const [what, [config, said]] of Object.entries(wrong)) {
    it(`refuse ${what}`, () => {
      expect(problems(config).join('\n')).to.match(new RegExp(said.source, 'm'));
    });
  }

  it('report all problems at once', () => {
    expect(problems({ requests: [{ url: 1 }, { url, name: '' }], settle: 'soon' })).to.have.length(3);
    expect(
      problems({ requests: [{ url: 'x' }, { url, json: 1, text: '' }], granularity: '7ms', maxSpan: '8ms' }),
    ).to.have.length(3);
  });

  it('describe each of themselves in the JSON Schema', () => {
    const schema = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
    const undescribed: string[] = [];
    visit(schema as Node, '', undescribed);
    expect(undescribed).to.deep.equal([]);
  });
});

interface Node {
  readonly description?: string;
  readonly properties?: Record<string, Node>;
  readonly items?: Node;
  readonly anyOf?: Node[];
  readonly oneOf?: Node[];
}

function visit(node: Node, path: string, undescribed: string[]): void {
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    if (property.description === undefined) undescribed.push(`${path}${key}`);
    visit(property, `${path}${key}.`, undescribed);
  }
  for (const inner of [node.items, ...(node.anyOf ?? []), ...(node.oneOf ?? [])]) {
    if (inner !== undefined) visit(inner, path, undescribed);
  }
}
