import { expect } from 'chai';
import { checkCompatibility } from '../src/compatibility.ts';

const fits = (range: string | undefined, coreVersion: string, workspaceCoreVersion?: string) =>
  checkCompatibility({ range, coreVersion, workspaceCoreVersion }).fits;

describe('compatibility', () => {
  const table: [range: string | undefined, core: string, expected: boolean][] = [
    ['^1.0.0', '1.0.0', true],
    ['^1.0.0', '1.9.3', true],
    ['^1.0.0', '2.0.0', false],
    ['^1.2.0', '1.1.9', false],
    ['~1.0.0', '1.1.0', false],
    ['1.x || 2.x', '2.4.0', true],
    ['>=1.0.0 <3', '2.0.0', true],
    ['1.0.0 - 1.4.0', '1.3.0', true],
    ['*', '7.0.0', true],
    ['', '7.0.0', true],
    [undefined, '1.0.0', true],
    // A prerelease counts as the release it leads to.
    ['^2.0.0', '2.0.0-rc.1', true],
    ['^1.0.0', '2.0.0-rc.1', false],
    ['<2.0.0', '2.0.0-rc.1', false],
    ['*', '2.0.0-rc.1', true],
    ['1.0.0 - 2.0.0', '2.0.0-rc.1', true],
    // A range that names a prerelease is taken literally.
    ['^2.0.0-rc.1', '2.0.0-rc.1', true],
    ['^2.0.0-rc.2', '2.0.0-rc.1', false],
    ['^2.0.0-rc.2', '2.0.0', true],
    ['^2.0.0-rc.2', '2.1.0', true],
    // What is no range of versions fits nothing.
    ['latest', '1.0.0', false],
    ['file:../core', '1.0.0', false],
    ['catalog:', '1.0.0', false],
    ['not a range', '1.0.0', false],
  ];
  for (const [range, core, expected] of table) {
    it(`${range ?? 'no range'} ${expected ? 'takes' : 'refuses'} ${core}`, () => {
      expect(fits(range, core)).to.equal(expected);
    });
  }

  it('counts workspace ranges from the core of that workspace, and only there', () => {
    for (const range of ['workspace:^', 'workspace:~', 'workspace:*']) {
      expect(fits(range, '1.4.0', '1.4.0')).to.equal(true);
      expect(fits(range, '1.4.0')).to.equal(false);
    }
    expect(fits('workspace:^', '1.4.0', '2.0.0')).to.equal(false);
    expect(fits('workspace:~', '1.4.0', '1.3.0')).to.equal(false);
    expect(fits('workspace:^1.2.0', '1.4.0')).to.equal(true);
    expect(fits('workspace:^2.0.0', '1.4.0', '1.4.0')).to.equal(false);
  });

  it('says what would fit', () => {
    const misfit = checkCompatibility({ range: '^2.1.0', coreVersion: '1.0.0' });
    expect(misfit).to.deep.equal({
      fits: false,
      reason: 'it asks for ^2.1.0',
      hint: '@hatchery/core 2.1.0 would fit.',
    });
  });
});
