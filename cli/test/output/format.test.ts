import { HatcheryError, Secret } from '@hatchery/core';
import { expect } from 'chai';
import stringWidth from 'string-width';
import { plainValue } from '../../src/log/plain-value.ts';
import { errorJson } from '../../src/output/error-json.ts';
import { formatError } from '../../src/output/format-error.ts';
import { painterFor, plain } from '../../src/output/painter.ts';
import { oneLine, printable } from '../../src/output/printable.ts';
import { table } from '../../src/output/table.ts';
import { bytesText, durationText } from '../../src/output/units.ts';

describe('formatError', () => {
  it('gives code, sentence, place, hint and the chain of causes', async () => {
    const socket = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    const cause = new AggregateError([socket], 'all addresses failed');
    const error = new HatcheryError('NETWORK', 'The server cannot be reached.', {
      hint: 'Is it up?',
      cause,
      context: { stream: 'slack', phase: 'collect' },
    });
    expect(await formatError(error, { paint: plain })).to.equal(
      [
        'NETWORK: The server cannot be reached.',
        '  at stream slack, phase collect',
        '  hint: Is it up?',
        '  because: all addresses failed',
        '  because: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1',
      ].join('\n'),
    );
  });

  it('shows stacks only when asked to', async () => {
    const error = new HatcheryError('NETWORK', 'No.', { cause: new TypeError('inner') });
    expect(await formatError(error, { paint: plain })).not.to.include('format.test.ts');
    expect(await formatError(error, { paint: plain, stacks: true })).to.include('format.test.ts');
  });

  for (const [name, thrown] of [
    ['a text', 'just text'],
    ['nothing', undefined],
    ['null', null],
    ['a symbol', Symbol('odd')],
    ['a plain object', { a: 1 }],
    ['an error without words', new Error('')],
    ['an object without a prototype', Object.create(null)],
  ] as const) {
    it(`takes ${name} that was thrown`, async () =>
      expect(await formatError(thrown, { paint: plain })).to.match(/^INTERNAL: ./));
  }

  it('comes to an end with causes in a circle', async () => {
    const first = new Error('first');
    const second = new Error('second', { cause: first });
    first.cause = second;
    expect(await formatError(first, { paint: plain })).to.include('because: second');
    expect(errorJson(first).causes).to.deep.equal([{ message: 'second' }]);
  });

  it('has no secrets and no control characters in it', async () => {
    const secret = new Secret('hunter2-hunter2');
    const error = new HatcheryError('UNAUTHORIZED', `Refused ${secret.reveal()}\u001b[2J`, {
      cause: new Error(`It said ${secret.reveal()}`),
    });
    expect(await formatError(error, { paint: plain })).to.equal(
      'UNAUTHORIZED: Refused [secret]\\u001b[2J\n  because: It said [secret]',
    );
  });

  it('does not say again what the sentence has said', async () => {
    const error = new HatcheryError('INSTALL_FAILED', 'No room: disk is full.', { cause: new Error('disk is full') });
    expect(await formatError(error, { paint: plain })).to.equal('INSTALL_FAILED: No room: disk is full.');
  });
});

describe('plainValue', () => {
  it('writes what JSON cannot', () => {
    const odd = {
      big: 12n,
      when: new Date(0),
      bad: new Date(Number.NaN),
      nan: Number.NaN,
      bytes: new Uint8Array(3),
      map: new Map([['a', 1]]),
      set: new Set([1]),
      fn: undefined,
    };
    expect(plainValue(odd)).to.deep.equal({
      big: '12',
      when: '1970-01-01T00:00:00.000Z',
      bad: 'Invalid Date',
      nan: 'NaN',
      bytes: '[3 bytes]',
      map: { a: 1 },
      set: [1],
      fn: undefined,
    });
  });

  it('survives getters and toJSON that throw', () => {
    const getter = {
      get x(): string {
        throw new Error('no');
      },
    };
    const converter = {
      toJSON() {
        throw new Error('no');
      },
    };
    expect(plainValue([getter, converter, 1])).to.deep.equal(['[unreadable]', '[unreadable]', 1]);
  });

  it('comes to an end, however deep, wide or round a value is', () => {
    const round: Record<string, unknown> = {};
    round['self'] = round;
    let wide: unknown = 'end';
    for (let level = 0; level < 7; level++) wide = Array.from({ length: 100 }, () => wide);
    const size = (value: unknown): number => JSON.stringify(plainValue(value)).length;
    expect(size(round)).to.be.below(200);
    expect(size(wide)).to.be.below(2_000_000);
    expect(size('x'.repeat(10_000_000))).to.be.below(17_000);
  });

  it('cuts a long text only after secrets are out of it', () => {
    const secret = new Secret('s3cret-value-across-the-cut');
    const text = `${'x'.repeat(16_384 - 5)}${secret.reveal()}`;
    expect(plainValue(text)).to.not.include('s3cre');
  });
});

describe('table', () => {
  it('lines up wide characters, and keeps hostile ones on their line', () => {
    const rows = [
      { id: 'ログ', n: 5 },
      { id: 'a\nb\u001b[31m', n: 1234 },
    ];
    const text = table(
      rows,
      [
        { title: 'ID', value: ({ id }) => id },
        { title: 'N', value: ({ n }) => String(n), align: 'right' },
      ],
      plain,
    );
    const lines = text.split('\n');
    expect(lines).to.have.length(3);
    expect(new Set(lines.map((line) => stringWidth(line))).size).to.equal(1);
    expect(lines[2]).to.equal('a\\nb\\u001b[31m  1234');
  });

  it('is its titles without rows', () => expect(table([], [{ title: 'ID', value: () => '' }], plain)).to.equal('ID'));
});

describe('printable', () => {
  it('keeps text in any script, and line breaks', () =>
    expect(printable('Ünïcödé 流れ 🐣\n\tx')).to.equal('Ünïcödé 流れ 🐣\n\tx'));
  it('shows what turns or steers', () => expect(oneLine('a\r\n\u202eb\u0085')).to.equal('a\\u000d\\n\\u202eb\\u0085'));
});

describe('painterFor', () => {
  for (const [name, target, variables, painted] of [
    ['a terminal', { isTTY: true }, {}, true],
    ['a pipe', {}, {}, false],
    ['NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
    ['NO_COLOR before FORCE_COLOR', { isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
    ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
  ] as const) {
    it(`${painted ? 'paints' : 'does not paint'}: ${name}`, () => {
      expect(painterFor(target, variables)('red', 'x').includes('\u001b')).to.equal(painted);
    });
  }
});

describe('units', () => {
  it('are for people', () => {
    expect([bytesText(0), bytesText(1_500), bytesText(2 ** 40)]).to.deep.equal(['0 B', '1.5 kB', '1.1 TB']);
    expect([
      durationText(0),
      durationText(850),
      durationText(2_340),
      durationText(63_000),
      durationText(86_400_000),
    ]).to.deep.equal(['0ms', '850ms', '2.3s', '1m 3s', '1d']);
  });
});
