import { expect } from 'chai';
import { fitsRange } from '../bootstrap/fits-range.mjs';

const range = '^22.22.2 || ^24.15.0 || >=26';

describe('fitsRange', () => {
  for (const version of [
    '22.22.2',
    'v22.23.0',
    '24.15.0',
    'v24.99.1',
    '26.0.0',
    '27.1.0',
    '100.0.0',
    'v26.0.0-nightly2026',
  ]) {
    it(`takes ${version}`, () => expect(fitsRange(version, range)).to.equal(true));
  }

  for (const version of ['18.0.0', '20.20.2', '22.22.1', '22.9.9', '23.11.0', '24.14.9', '25.9.0', 'nonsense', '']) {
    it(`turns down "${version}"`, () => expect(fitsRange(version, range)).to.equal(false));
  }

  it('refuses a range that it cannot read', () => {
    expect(() => fitsRange('24.0.0', '~24.1')).to.throw('~24.1');
  });
});
