import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '..', '..');

describe('npm start', () => {
  it('says in one sentence that the registry cannot be reached, and no credentials', () => {
    const env = { ...process.env, npm_config_registry: 'http://user:sekret@127.0.0.1:9/' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'start.ts')], {
      env,
      encoding: 'utf8',
    });
    expect(status).to.equal(1);
    expect(stderr).to.match(/^Cannot reach the package registry \(ECONNREFUSED\): [^\n]+\n$/);
    expect(stdout + stderr).not.to.contain('sekret');
  });
});
