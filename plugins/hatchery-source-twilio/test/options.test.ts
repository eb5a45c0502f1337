import { Secret } from '@hatchery/core';
import { expect } from 'chai';
import { options as config } from '../src/options.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const apiKeySid = `SK${'F'.repeat(32)}`;
const account = { accountSid, authToken: 'auth-token' };

describe('twilio: options', () => {
  it('needs an account and its token only', () => {
    const parsed = config.parse(account);
    expect(parsed.authToken).to.satisfy(Secret.is);
    expect(parsed).to.include({
      accountSid,
      pageSize: 1000,
      retention: 397 * 86_400_000,
      baseUrl: 'https://monitor.twilio.com/v1',
    });
  });

  it('takes an API key, with the account or without', () => {
    const key = { apiKeySid, apiKeySecret: 'key-secret' };
    expect(config.parse(key).apiKeySecret).to.satisfy(Secret.is);
    expect(config.parse({ ...key, accountSid })).to.include({ accountSid, apiKeySid });
  });

  const unpaired: Record<string, { given: object; path: string }> = {
    'no credentials': { given: {}, path: 'authToken' },
    'an account without a token': { given: { accountSid }, path: 'authToken' },
    'a token without an account': { given: { authToken: 'auth-token' }, path: 'accountSid' },
    'a key without its secret': { given: { apiKeySid }, path: 'apiKeySecret' },
    'a secret without its key': { given: { accountSid, apiKeySecret: 'key-secret' }, path: 'apiKeySid' },
    'both pairs': { given: { ...account, apiKeySid, apiKeySecret: 'key-secret' }, path: 'authToken' },
  };
  for (const [name, { given, path }] of Object.entries(unpaired)) {
    it(`refuses ${name}, and says which option to look at`, () => {
      const issues = config.safeParse(given).error?.issues ?? [];
      expect(issues.map((issue) => issue.path)).to.deep.equal([[path]]);
    });
  }

  const wrong: Record<string, object> = {
    'an empty token': { authToken: '' },
    'an account SID that is a key SID': { accountSid: apiKeySid },
    'a SID that is too short': { accountSid: accountSid.slice(1) },
    'a SID with a line break': { accountSid: `${accountSid}\n` },
    'a page size of 0': { pageSize: 0 },
    'a page size above 1000': { pageSize: 1001 },
    'a page size that is text': { pageSize: '100' },
    'an empty filter': { eventType: '' },
    'an IP address that is none': { sourceIpAddress: '192.0.2.256' },
    'a retention without a unit': { retention: '30' },
    'a base URL that is none': { baseUrl: 'monitor.twilio.com' },
    'a base URL of a file': { baseUrl: 'file:///etc/passwd' },
    'a misspelt key': { authtoken: 'auth-token' },
  };
  for (const [name, part] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => {
      expect(config.safeParse({ ...account, ...part }).success).to.equal(false);
    });
  }

  it('describes every option', () => {
    for (const [name, schema] of Object.entries(config.shape)) {
      expect((schema as { description?: string }).description, name)
        .to.be.a('string')
        .with.length.greaterThan(10);
    }
  });
});
