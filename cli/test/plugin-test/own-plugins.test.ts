import { globSync } from 'node:fs';
import { join } from 'node:path';
import { readPluginPackage } from '@hatchery/host';
import { expect } from 'chai';
import { conformanceOf } from '../../src/plugin-test/conformance-of.ts';
import { checkPackage } from '../../src/plugin-test/package-checks.ts';
import { root } from '../support/build-cli.ts';

describe('the plugins of this repository', () => {
  for (const folder of globSync('plugins/*', { cwd: root }).sort()) {
    it(`${folder} is packed as plugins should be, and says how to test it`, async () => {
      const tested = readPluginPackage(join(root, folder));
      // Types are there once they are built, which tests do not need.
      const wrong = checkPackage(tested).filter(({ id, status }) => status !== 'ok' && id !== 'package-types');
      expect(wrong).to.deep.equal([]);
      expect(await conformanceOf(tested)).to.be.an('object');
    });
  }
});
