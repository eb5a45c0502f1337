import { Secret } from '@hatchery/core';
import { expect } from 'chai';
import { baseUrlOf, options as config } from '../src/options.ts';

describe('1password: options', () => {
  it('needs a token only', () => {
    const parsed = config.parse({ token: 'jwt' });
    expect(parsed.token).to.satisfy(Secret.is);
    expect(parsed).to.include({ limit: 100, maxPages: 0, apiVersion: 'v2' });
    expect(baseUrlOf(parsed)).to.equal('https://events.1password.com');
  });

  const regions = {
    us: 'https://events.1password.com',
    ca: 'https://events.1password.ca',
    eu: 'https://events.1password.eu',
    enterprise: 'https://events.ent.1password.com',
  } as const;
  for (const [region, url] of Object.entries(regions)) {
    it(`knows the host of ${region}`, () => {
      expect(baseUrlOf(config.parse({ token: 'jwt', region }))).to.equal(url);
    });
  }

  const wrong: Record<string, object> = {
    'no token': { token: undefined },
    'an empty token': { token: '' },
    'a limit of 0': { limit: 0 },
    'a limit above 1000': { limit: 1001 },
    'a feed that there is not': { feeds: ['vaults'] },
    'no feeds at all': { feeds: [] },
    'a feed twice': { feeds: ['itemusages', 'itemusages'] },
    'a version that there is not': { apiVersion: 'v3' },
    'a region that there is not': { region: 'jp' },
    'a region and a base URL': { region: 'us', baseUrl: 'https://proxy.example' },
    'a base URL that is none': { baseUrl: 'events.1password.com' },
    'a misspelt key': { feed: ['itemusages'] },
  };
  for (const [name, part] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => {
      expect(config.safeParse({ token: 'jwt', ...part }).success).to.equal(false);
    });
  }

  it('describes every option', () => {
    for (const [name, schema] of Object.entries(config.shape)) {
      expect((schema as { description?: string }).description, name)
        .to.be.a('string')
        .with.length.greaterThan(20);
    }
  });
});
