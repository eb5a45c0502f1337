import { expect } from 'chai';
import { followUrl } from '@hatchery/core';

const from = 'https://api.example.com/v1/logs?limit=2';
const refusal = (next: string, allowed?: string[]): void => {
  expect(() => followUrl(next, from, allowed), next)
    .to.throw()
    .with.property('code', 'ORIGIN_REFUSED');
};

describe('followUrl', () => {
  it('follows within the origin, absolute or relative', () => {
    expect(followUrl('https://api.example.com/v1/logs?after=1', from)).to.equal(
      'https://api.example.com/v1/logs?after=1',
    );
    expect(followUrl('HTTPS://API.EXAMPLE.COM:443/x', from)).to.equal('https://api.example.com/x');
    expect(followUrl('/next?x=1', new URL(from))).to.equal('https://api.example.com/next?x=1');
  });

  it('refuses every other origin', () => {
    const others = [
      'https://evil.example/v1/logs',
      'https://api.example.com:8443/v1/logs',
      'http://api.example.com/v1/logs',
      'https://api.example.com.evil.example/',
      'https://api.example.com@evil.example/',
      '//evil.example/logs',
      '\\\\evil.example/logs',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'http://[',
    ];
    for (const next of others) refusal(next);
  });

  it('follows to hosts that are allowed by name, with their port or by a pattern', () => {
    expect(followUrl('https://files.example.com/1', from, ['files.example.com'])).to.equal(
      'https://files.example.com/1',
    );
    expect(followUrl('https://files.example.com:8443/1', from, ['Files.example.com:8443'])).to.equal(
      'https://files.example.com:8443/1',
    );
    expect(followUrl('https://eu.files.example.com/', from, ['*.example.com'])).to.equal(
      'https://eu.files.example.com/',
    );
    refusal('https://files.example.com:8443/', ['files.example.com', '*.example.com']);
    refusal('https://evilexample.com/', ['*.example.com']);
    refusal('https://example.com/', ['*.example.com']);
  });

  it('never gives up TLS, not even for an allowed host', () => {
    refusal('http://files.example.com/', ['files.example.com']);
    refusal('ftp://files.example.com/', ['files.example.com']);
  });

  it('leaves out a user name and password', () => {
    expect(followUrl('https://user:pass@api.example.com/x', from)).to.equal('https://api.example.com/x');
  });
});
