import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { officialPlugins } from '../../../src/plugins/official-plugins.ts';
import { nameWarnings } from '../../../src/install/candidate/name-warnings.ts';

const warned = (name: string, installed: readonly string[] = []) => nameWarnings(name, installed).length > 0;

describe('names that could pass for others', () => {
  it('knows all plugins of this repository', () => {
    const folders = readdirSync(join(import.meta.dirname, '../../../../../plugins'));
    expect([...officialPlugins].sort()).to.deep.equal(folders.filter((name) => name.startsWith('hatchery-')).sort());
  });

  for (const name of [
    'hatchery-source-slak',
    'hatchery-source-slackk',
    'hatchery-source-slask',
    'hatchery-source-slakc',
    'hatchery-source-lsack',
    'hatchery-source-s1ack',
    'hatchery-source-sIack'.toLowerCase(),
    'hatchery-source-1passw0rd',
    'hatchery-source-lpassword',
    'hatchery-source-1-password',
    'hatchery-source-1pa55word',
    'hatchery-dest-gc5',
    'hatchery-dest-fi1e',
  ]) {
    it(`warns of ${name}`, () => expect(warned(name)).to.equal(true));
  }

  for (const name of [
    'hatchery-source-slack',
    'hatchery-dest-gcs',
    'hatchery-source-jira',
    'hatchery-source-okta',
    'hatchery-dest-s4',
    'hatchery-dest-azure',
    '@acme/hatchery-source-slack',
    'hatchery-source-slack-enterprise',
  ]) {
    it(`does not warn of ${name}`, () => expect(warned(name)).to.equal(false));
  }

  it('minds what is installed, also scopes', () => {
    const installed = ['@acme/hatchery-source-x', 'hatchery-source-modern'];
    expect(warned('hatchery-source-modem', installed)).to.equal(true);
    expect(warned('@acrne/hatchery-source-audit', ['@acme/hatchery-source-audit'])).to.equal(true);
    expect(warned('@acmee/hatchery-source-audit', ['@acme/hatchery-source-audit'])).to.equal(true);
    expect(warned('hatchery-source-modern', installed)).to.equal(false);
  });

  it('names the other, and stops nothing', () => {
    const [warning] = nameWarnings('hatchery-source-slakc', []);
    expect(warning?.message).to.equal(
      'hatchery-source-slakc is easily taken for hatchery-source-slack, which is another package.',
    );
  });
});
