import { expect } from 'chai';
import { env, file } from '@hatchery/core';

describe('env and file', () => {
  it('are what a YAML config says', () => {
    expect(env('SLACK_TOKEN')).to.equal('${env:SLACK_TOKEN}');
    expect(env('REGION', 'eu')).to.equal('${env:REGION:-eu}');
    expect(env('REGION', '')).to.equal('${env:REGION:-}');
    expect(file('/run/secrets/token')).to.equal('${file:/run/secrets/token}');
    expect(file('./a b/ü.txt')).to.equal('${file:./a b/ü.txt}');
  });

  it('fit into longer texts', () => {
    expect(`https://${env('HOST')}/api`).to.equal('https://${env:HOST}/api');
  });
});
