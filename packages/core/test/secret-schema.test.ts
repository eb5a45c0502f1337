import { expect } from 'chai';
import { Secret, secret, secretMark, z } from '@hatchery/core';

describe('secret()', () => {
  const schema = z.strictObject({ token: secret().describe('API token'), other: secret().optional() });

  it('makes a Secret of a string, as it is', () => {
    for (const value of ['x', ' spaces stay ', 'line\nbreak', '漢字🔑', '9007199254740993', 'long'.repeat(100_000)]) {
      const { token } = schema.parse({ token: value });
      expect(Secret.is(token)).to.equal(true);
      expect(token.reveal()).to.equal(value);
    }
  });

  it('takes a Secret as it is', () => {
    const given = new Secret('given already');
    expect(schema.parse({ token: given, other: undefined }).token).to.equal(given);
  });

  it('refuses what is no secret, and does not repeat it', () => {
    for (const token of [
      '',
      undefined,
      null,
      1234567,
      true,
      ['canary'],
      { canary: 'canary' },
      { reveal: () => 'canary' },
    ]) {
      const { success, error } = schema.safeParse({ token });
      expect(success, String(token)).to.equal(false);
      expect(JSON.stringify(error)).not.to.match(/canary|1234567/);
      expect(error?.issues[0]?.path).to.deep.equal(['token']);
    }
    expect(schema.safeParse({}).success).to.equal(false);
  });

  it('says of an empty one that it is empty', () => {
    expect(JSON.stringify(schema.safeParse({ token: '' }).error)).to.contain('a secret must not be empty');
  });

  it('can be optional, and be described, without losing its mark', () => {
    const { properties, required } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    expect(required).to.deep.equal(['token']);
    expect(properties?.['token']).to.deep.include({ [secretMark]: true, format: 'password', description: 'API token' });
    expect(properties?.['other']).to.deep.include({ [secretMark]: true, format: 'password' });
  });

  it('is a string for an editor', () => {
    const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    expect(properties?.['token']).to.have.property('anyOf').that.deep.includes({ type: 'string', minLength: 1 });
  });
});
