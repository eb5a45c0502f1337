import { Secret } from '@hatchery/core';
import { expect } from 'chai';
import { options as config } from '../src/options.ts';

describe('slack: options', () => {
  it('needs a token only', () => {
    const parsed = config.parse({ token: 'xoxp-1' });
    expect(parsed.token).to.satisfy(Secret.is);
    expect(parsed).to.include({
      limit: 1000,
      maxPages: 0,
      duration: 600_000,
      baseUrl: 'https://api.slack.com/audit/v1',
    });
  });

  const wrong: Record<string, object> = {
    'no token': { token: undefined },
    'an empty token': { token: '' },
    'a limit of 0': { limit: 0 },
    'a limit above 9999': { limit: 10_000 },
    'a limit that is text': { limit: '100' },
    'a fraction of a page': { maxPages: 1.5 },
    'a duration without a unit': { duration: '10' },
    'an empty list of actions': { action: [] },
    'more actions than Slack takes': { action: Array(31).fill('user_login') },
    'an action with a comma': { action: ['user_login,user_logout'] },
    'a base URL that is none': { baseUrl: 'api.slack.com' },
    'a base URL of a file': { baseUrl: 'file:///etc/passwd' },
    'a misspelt key': { tokn: 'xoxp-1' },
  };
  for (const [name, part] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => {
      expect(config.safeParse({ token: 'xoxp-1', ...part }).success).to.equal(false);
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
