import { execFile } from 'node:child_process';
import { inspect, promisify } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { redact, Secret } from '@hatchery/core';

/** Makes a value known for the rest of the process: values of tests must not occur in the texts of others. */
function known(value: string): string {
  return new Secret(value).reveal();
}

/** What a process of its own prints: for secrets so short that they would hide text everywhere. */
async function alone(secrets: string[], texts: string[]): Promise<string[]> {
  const program = `import { redact, Secret } from '@hatchery/core';
    const { secrets, texts } = JSON.parse(process.env.INPUT);
    for (const secret of secrets) new Secret(secret);
    process.stdout.write(JSON.stringify(texts.map(redact)));`;
  const options = { cwd: import.meta.dirname, env: { ...process.env, INPUT: JSON.stringify({ secrets, texts }) } };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=hatchery-src', '--input-type=module', '--eval', program],
    options,
  );
  return JSON.parse(stdout) as string[];
}

const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);
const everyByte = (text: string, digits: (hex: string) => string): string =>
  [...Buffer.from(text)].map((byte) => `%${digits(byte.toString(16).padStart(2, '0'))}`).join('');
const everyUnit = (text: string): string =>
  text.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Ways in which a text comes back from a server or a library. */
const encodings: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'URL component': encodeURIComponent,
  'URL component, small digits': (text) =>
    encodeURIComponent(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  'URL, every byte': (text) => everyByte(text, (hex) => hex),
  'URL, every byte, capital digits': (text) => everyByte(text, (hex) => hex.toUpperCase()),
  'URL, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  URI: encodeURI,
  form: formEncoded,
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON with escaped slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'JSON, all escaped': everyUnit,
  'URL in JSON with escaped slashes': (text) =>
    JSON.stringify(`https://x/?t=${encodeURIComponent(text)}`).replaceAll('/', '\\/'),
  'JSON in a form': (text) => formEncoded(JSON.stringify({ text })),
  inspected: (text) => inspect(text),
  HTML: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#x27;'),
  'HTML, all escaped': (text) => Array.from(text, (character) => `&#${character.codePointAt(0)};`).join(''),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 in a URL': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
  'basic credentials': (text) => Buffer.from(`user:${text}`).toString('base64'),
};

describe('redact', () => {
  it('leaves a text without secrets as it is', () => {
    for (const text of ['', 'plain', 'a%zz%', '\\', 'lone \ud800 half', '&#9999999999;', '&#1114112;', '%ff%fe', '+ +'])
      expect(redact(text)).to.equal(text);
  });

  it('replaces a secret wherever it stands, as often as it stands', () => {
    const token = known('xoxp-Kj82/+hQ==zz');
    expect(redact(token)).to.equal('[secret]');
    expect(redact(`${token}${token} and ${token}`)).to.equal('[secret][secret] and [secret]');
    expect(redact(`x${token.slice(0, -1)}`)).to.equal(`x${token.slice(0, -1)}`);
  });

  for (const [name, encode] of Object.entries(encodings)) {
    it(`finds a secret in this form: ${name}`, () => {
      const token = known(`pass/wörd+"quoted"\\ <&'=> 漢字 🔑 of ${name}`);
      const encoded = encode(token);
      const result = redact(`before ${encoded} after`);
      expect(result).to.match(/^before .*\[secret\].* after$/);
      for (const part of [encode('quoted').replaceAll(/^["']|["']$/g, ''), encode('漢字')])
        expect(result).not.to.contain(part);
      expect(result.length).to.be.below(80);
    });
  }

  it('hides all of two secrets that overlap, in either order', () => {
    known('overlapping-left-MIDDLE');
    known('MIDDLE-right-overlapping');
    expect(redact('a overlapping-left-MIDDLE-right-overlapping z')).to.equal('a [secret] z');
  });

  it('hides all of a secret that another one begins, ends or is part of', () => {
    const outer = known('nest-outer-nest-inner-nest-tail');
    known('nest-outer');
    known('nest-inner');
    known('nest-tail');
    expect(redact(`${outer}! nest-inner! nest-outer-nest-tail`)).to.equal('[secret]! [secret]! [secret]-[secret]');
  });

  it('hides a secret whose beginning comes twice', () => {
    known('aabaabX1');
    expect(redact('aabaabaabX1')).to.equal('aab[secret]');
  });

  it('keeps what reads [secret] already, and swallows into it what touches on it', () => {
    known('t]touching');
    expect(redact('[secret] [secret]')).to.equal('[secret] [secret]');
    expect(redact('x [secret]touching x')).to.equal('x [secret] x');
  });

  it('hides secrets of one character to five, and does not take its own sign apart for them', async () => {
    const secrets = ['q', 'ré', 'abc', '漢', 'wxyz', 'pass5', 'e', 's'];
    const texts = [
      'q',
      '1q2',
      'ré',
      'r%C3%A9',
      'r\\u00e9',
      'abc',
      '漢',
      '%e6%bc%a2',
      '-wxyz-',
      'pass5!',
      'd3h4eYWRtaW4=',
      Buffer.from('pass5').toString('base64'),
    ];
    const results = await alone(secrets, texts);
    expect(results).to.deep.equal([
      '[secret]',
      '1[secret]2',
      '[secret]',
      '[secret]',
      '[secret]',
      '[secret]',
      '[secret]',
      '[secret]',
      '-[secret]-',
      '[secret]!',
      'd3h4[secret]YWRtaW4=',
      '[secret]',
    ]);
    expect(await alone(secrets, results)).to.deep.equal(results);
  });

  describe('with a key of several lines', () => {
    const body = Array.from(
      { length: 6 },
      (_, line) => `${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.slice(line)}${line}/x+${'Q'.repeat(20 + line)}`,
    );
    const lines = ['-----BEGIN PRIVATE KEY-----', ...body, 'kD==', '-----END PRIVATE KEY-----'];
    const pem = known(`${lines.join('\n')}\n`);

    it('hides it whole, with any line break, in JSON too', () => {
      const forms = [
        pem,
        pem.trim(),
        lines.join('\r\n'),
        lines.join(' '),
        lines.join(''),
        JSON.stringify(pem).slice(1, -1),
        encodeURIComponent(pem),
        formEncoded(pem),
      ];
      for (const form of forms) expect(redact(`<${form}>`).trim(), form).to.match(/^<\[secret\](\s|\\n|%0A)*>$/);
    });

    it('hides each of its lines alone', () => {
      for (const line of body) expect(redact(`bad line: ${line}.`)).to.equal('bad line: [secret].');
      expect(redact(body.map((line, at) => `${at}: ${line}`).join('\n'))).to.equal(
        body.map((_, at) => `${at}: [secret]`).join('\n'),
      );
    });

    it('hides it when the file it was in is JSON and the key in that is read out', () => {
      const inner = body.map((line) => line.toLowerCase());
      known(JSON.stringify({ type: 'service_account', private_key: `-----BEGIN RSA KEY-----\n${inner.join('\n')}\n` }));
      expect(redact(inner.join('\n'))).to.equal(inner.map(() => '[secret]').join('\n'));
    });
  });

  it('never lets a secret through, whatever text it is in and however that is encoded', () => {
    const sign = fc.string({ unit: 'grapheme', maxLength: 30 });
    const value = fc
      .string({ unit: 'grapheme', minLength: 6, maxLength: 60 })
      .filter((text) => new Set(text.replaceAll(/[\s+]/g, '')).size > 5 && text.isWellFormed());
    fc.assert(
      fc.property(
        value,
        sign,
        sign,
        fc.constantFrom(...Object.entries(encodings)),
        (token, before, after, [, encode]) => {
          known(token);
          const result = redact(`${before} ${encode(token)} ${after}`);
          expect(result).to.contain('[secret]');
          for (const form of Object.values(encodings)) expect(result).not.to.contain(form(token));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never lets a secret through inside a text that is encoded as a whole', () => {
    const part = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => text.isWellFormed());
    const whole = fc.constantFrom(...Object.values(encodings));
    fc.assert(
      fc.property(fc.uuid(), part, part, whole, (token, before, after, encode) => {
        known(token);
        const result = redact(encode(before + token + after));
        expect(result).to.contain('[secret]');
        // In base64, up to a byte at either end of the secret shares its digits with the text around it.
        expect(Buffer.from(result, 'base64').toString()).not.to.contain(token.slice(1, -1));
        expect(result).not.to.contain(token);
      }),
      { numRuns: 300 },
    );
  });

  it('never changes a text in which no secret is', () => {
    known('ONLY/CAPITALS+IN=THIS');
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'x',
            'y',
            ' ',
            '%',
            '2',
            'f',
            '\\',
            'u',
            '0',
            '&',
            '#',
            ';',
            '+',
            'é',
            '🔑',
            '\ud83d',
            '\n',
            '"',
          ),
        }),
        (text) => {
          expect(redact(text)).to.equal(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('changes nothing when done again', () => {
    const values = ['again-one', 'one-again', 'on/e two', 'e-again-o'].map(known);
    const piece = fc.constantFrom(
      ...values,
      ...values.flatMap((value) => Object.values(encodings).map((encode) => encode(value))),
      '[secret]',
      'again',
      '[sec',
      'ret]',
      '%',
      '\\',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(''));
        expect(redact(once)).to.equal(once);
      }),
      { numRuns: 500 },
    );
  });

  it('takes hardly longer for 5,000 secrets than for one, also if all of them begin alike', async () => {
    const program = `import { redact, Secret } from '@hatchery/core';
      const text = 'a line of a log with Bearer sk-live- in it, 100%, C:\\\\users; '.repeat(17_000);
      const time = () => {
        const runs = Array.from({ length: 3 }, () => { const from = performance.now(); redact(text); return performance.now() - from; });
        return Math.min(...runs);
      };
      new Secret('Bearer sk-live-first-of-all'); redact(text);
      const one = time();
      for (let at = 0; at < 5_000; at++) new Secret('Bearer sk-live-' + String(at).padStart(30, 'k'));
      const many = time();
      const found = redact(text + 'Bearer sk-live-' + '4999'.padStart(30, 'k')).endsWith('[secret]');
      process.stdout.write(JSON.stringify({ ratio: many / one, found }));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--conditions=hatchery-src', '--input-type=module', '--eval', program],
      { cwd: import.meta.dirname },
    );
    const { ratio, found } = JSON.parse(stdout) as { ratio: number; found: boolean };
    expect(found).to.equal(true);
    expect(ratio).to.be.below(20);
  });
});
