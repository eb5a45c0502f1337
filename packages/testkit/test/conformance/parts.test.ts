import { Secret, secret, z } from '@hatchery/core';
import { rules } from '@hatchery/testkit';
import { expect } from 'chai';
import { sampleOptions } from '../../src/blind-suite/sample-options.ts';
import { everythingIn, showsSecret } from '../../src/conformance/find-secret.ts';
import { alike, replaceSecrets, secretValues } from '../../src/conformance/secret-values.ts';
import { soundsSecret } from '../../src/conformance/sounds-secret.ts';

describe('the rules', () => {
  it('each say why they matter, as a sentence', () => {
    for (const [id, { area, why }] of Object.entries(rules)) {
      expect(area, id).to.match(/^[a-z ]+$/);
      expect(why, id).to.match(/^[A-Z`].{40,180}\.$/);
      expect(id).to.match(/^[a-z]+(-[a-z]+)*$/);
    }
  });
});

describe('soundsSecret', () => {
  for (const name of [
    'token',
    'apiToken',
    'client_secret',
    'PASSWORD',
    'pass',
    'privateKey',
    'api-key',
    'apikey',
    'key',
    'accessTokens',
    'secretAccessKey',
    'credentials',
    'jwt',
  ]) {
    it(`takes ${name} for a secret`, () => expect(soundsSecret(name)).to.equal(true));
  }
  for (const name of [
    'tokenUrl',
    'accessKeyId',
    'kmsKeyName',
    'keyFilename',
    'publicKey',
    'sortKey',
    'nextPageToken',
    'pageToken',
    'monkey',
    'bypass_rule',
    'secretName',
    '',
  ]) {
    it(`takes "${name}" for none`, () => expect(soundsSecret(name)).to.equal(false));
  }
});

describe('secrets in options', () => {
  it('are found wherever they are, also in circles', () => {
    const options: Record<string, unknown> = {
      a: new Secret('first-secret'),
      list: [{ b: new Secret('second-secret') }],
      c: 1,
    };
    options['self'] = options;
    expect(secretValues(options)).to.deep.equal(['first-secret', 'second-secret']);
  });

  it('are replaced where they stand as texts, and nothing else is', () => {
    const place = new Date(0);
    const one = 'the-secret-of-this-test';
    const given = { token: one, list: [one, `${one}s`], deep: { secret: new Secret(one) }, place };
    const expected = { token: 'x', list: ['x', `${one}s`], deep: { secret: 'x' }, place };
    expect(replaceSecrets(given, [one], () => 'x')).to.deep.equal(expected);
  });

  it('are changed to others of the same form', () => {
    for (const one of ['xoxp-1234', 'a', 'zZ9', 'eyJh.eyJz.c2ln', '-----']) {
      expect(alike(one)).to.have.length(one.length);
      if (/\w/.test(one)) expect(alike(one)).not.to.equal(one);
      expect(alike(one).replaceAll(/[a-z]/gi, 'a').replaceAll(/\d/g, '0')).to.equal(
        one.replaceAll(/[a-z]/gi, 'a').replaceAll(/\d/g, '0'),
      );
    }
  });
});

describe('showsSecret', () => {
  const value = 'canary/8+4=2_3';
  const hidden: Record<string, unknown> = {
    'a text': `before ${value} after`,
    'a key': { [value]: 1 },
    'a deep value': { a: [{ b: new Map([['c', value]]) }] },
    'an error': new Error('no', { cause: new Error(value) }),
    'a URL': new URL(`http://a.example/?q=${encodeURIComponent(value)}`),
    base64: Buffer.from(value).toString('base64'),
    hex: Buffer.from(value).toString('hex'),
  };
  for (const [where, said] of Object.entries(hidden)) {
    it(`sees a secret in ${where}`, () => expect(showsSecret(everythingIn([said]), value)).to.equal(true));
  }
  it('sees none where there is none, nor in a Secret', () => {
    expect(showsSecret(everythingIn([new Secret(value), { token: '[secret]' }, 'canary']), value)).to.equal(false);
  });
});

describe('sampleOptions', () => {
  const samples = { secret: 'a-made-up-secret', url: 'http://127.0.0.1:9' };
  const cases: [what: string, schema: z.ZodType, expected: unknown][] = [
    [
      'what is needed',
      z.strictObject({ name: z.string().min(12), count: z.int().min(3), on: z.boolean() }),
      { name: 'example-----', count: 3, on: true },
    ],
    [
      'secrets and URLs, needed or not',
      z.strictObject({ token: secret().optional(), at: z.url().optional(), x: z.string().optional() }),
      { token: 'a-made-up-secret', at: samples.url },
    ],
    ['what fits together', z.strictObject({ key: secret().optional() }).refine(({ key }) => key === undefined), {}],
    [
      'its own examples',
      z.strictObject({
        code: z
          .string()
          .regex(/^[A-Z]{3}$/)
          .meta({ examples: ['ABC'] }),
      }),
      { code: 'ABC' },
    ],
    [
      'an example of the whole, with other URLs and no references',
      z
        .strictObject({ url: z.string().regex(/\/log$/), auth: z.strictObject({ bearer: secret() }) })
        .meta({ examples: [{ url: 'https://api.example.com/log', auth: { bearer: '${env:TOKEN}' } }] }),
      { url: 'http://127.0.0.1:9/log', auth: { bearer: 'a-made-up-secret' } },
    ],
    [
      'one of several forms',
      z.union([z.strictObject({ a: z.literal(1) }), z.strictObject({ b: z.enum(['x', 'y']) })]),
      { a: 1 },
    ],
    ['lists', z.strictObject({ list: z.array(z.enum(['x', 'y'])).min(1) }), { list: ['x'] }],
  ];
  for (const [what, schema, expected] of cases) {
    it(`makes up ${what}`, async () => expect(await sampleOptions(schema, samples)).to.deep.equal(expected));
  }

  it('gives nothing where it finds nothing that the schema takes', async () => {
    expect(await sampleOptions(z.strictObject({ code: z.string().regex(/^\d{9}$/) }), samples)).to.equal(undefined);
  });
});
