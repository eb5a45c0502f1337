import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildCli, root } from '../support/build-cli.ts';
import { hatchery } from '../support/hatchery.ts';
import { config, type Folder, folder, source } from '../support/project.ts';

function project(): Promise<Folder> {
  const stream = (id: string, tags: string[]) => ({
    id,
    tags,
    source: { use: './source.mjs', text: '${env:GREETING:-hello}', token: '${env:ACME_TOKEN}' },
  });
  const text = config([stream('one', ['daily']), stream('two', ['daily', "it's"])]);
  return folder({
    'package.json': '{ "name": "acme", "private": true, "type": "module" }',
    'source.mjs': source,
    'hatchery.yaml': text.replace('{', `{ "schedule": { "it's": "0 4 * * mon" },`),
  });
}

describe('deploy', function () {
  this.timeout(60_000);
  before(buildCli);

  it('writes files, says when what is due, and what to do next; again, it changes nothing', async () => {
    await using at = await project();
    const first = await hatchery(['deploy', 'systemd'], at);
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stdout)
      .to.include('wrote deploy/systemd/acme-daily.timer')
      .and.include("it's: 0 4 * * mon, 1 stream")
      .and.include('daily: 17 3 * * * (by its name), 2 streams')
      .and.include('Secrets: ACME_TOKEN')
      .and.include('systemctl enable --now acme-daily.timer');
    const again = await hatchery(['deploy', 'systemd'], at);
    expect(again.stdout).to.include('unchanged deploy/systemd/acme-daily.timer').and.not.include('wrote');
  });

  it('leaves alone what was changed by hand, unless forced', async () => {
    await using at = await project();
    const file = join(at.cwd, 'Dockerfile');
    await writeFile(file, 'FROM mine\n');
    const refused = await hatchery(['deploy', 'docker'], at);
    expect(refused).to.include({ code: 2, stdout: '' });
    expect(refused.stderr).to.include('Dockerfile').and.include('--force');
    expect(await readdir(at.cwd)).not.to.include('.dockerignore');
    const forced = await hatchery(['deploy', 'docker', '--force'], at);
    expect(forced.stdout).to.include('wrote over Dockerfile');
    expect(forced.stderr).to.include('The destination "file" keeps objects on the machine');
    expect(await readFile(file, 'utf8')).to.match(/^FROM node:/m);
  });

  it('writes nothing in a dry run, and never a secret', async () => {
    await using at = await project();
    const args = ['deploy', 'kubernetes', '--image', 'i', '--dry-run', '--json'];
    const env = { GREETING: 'good day', ACME_TOKEN: 'do-not-show' };
    const { code, stdout, stderr } = await hatchery(args, { ...at, env });
    expect(code, stderr).to.equal(0);
    expect(stdout).not.to.include('do-not-show');
    expect(JSON.parse(stdout)).to.deep.include({
      target: 'kubernetes',
      folder: join(at.cwd, 'deploy/kubernetes'),
      files: [{ path: 'hatchery.yaml', state: 'created' }],
    });
    expect(JSON.parse(stdout))
      .to.have.nested.property('plan.settings')
      .that.deep.equals([{ name: 'GREETING', value: 'good day' }]);
    expect(await readdir(at.cwd)).not.to.include('deploy');
    await hatchery(['deploy', 'kubernetes', '--image', 'i', '--out', 'elsewhere', '--secret', 'GREETING'], {
      ...at,
      env,
    });
    const written = await readFile(join(at.cwd, 'elsewhere/hatchery.yaml'), 'utf8');
    expect(written).to.include('key: GREETING').and.not.include('do-not-show').and.not.include('good day');
  });

  it('writes a handler that Lambda’s Node can call', async () => {
    await using at = await project();
    const { code, stderr } = await hatchery(['deploy', 'lambda', '--region', 'r', '--code-bucket', 'b'], at);
    expect(code, stderr).to.equal(0);
    await mkdir(join(at.cwd, 'node_modules'));
    await symlink(join(root, 'cli'), join(at.cwd, 'node_modules/hatchery'), 'dir');
    await at.write({
      'hatchery-handler.mjs': await readFile(join(at.cwd, 'deploy/lambda/handler.mjs'), 'utf8'),
      'node_modules/@aws-sdk/client-secrets-manager/package.json': '{ "type": "module", "exports": "./index.js" }',
      // As much of the client as the handler asks of it.
      'node_modules/@aws-sdk/client-secrets-manager/index.js': `
        export class GetSecretValueCommand { constructor(input) { this.input = input; } }
        export class SecretsManagerClient {
          async send({ input }) {
            const given = input.SecretId === 'a/token' ? 'xoxb-0123456789' : JSON.stringify({ ACME_TOKEN: 'for ' + input.SecretId });
            return { SecretString: given };
          }
        }`,
      'call.mjs': `
        import { handler } from './hatchery-handler.mjs';
        const report = await handler({ tags: ['daily'] }, { getRemainingTimeInMillis: () => 60_000 });
        console.log(JSON.stringify([report.exitCode, report.streams.map(({ id }) => id), process.env.ACME_TOKEN]));`,
    });
    const env = { ...process.env, HATCHERY_SECRET_ID: 'hatchery/acme' };
    const called = await promisify(execFile)(process.execPath, ['call.mjs'], { cwd: at.cwd, env });
    expect(JSON.parse(called.stdout)).to.deep.equal([0, ['one', 'two'], 'for hatchery/acme']);

    const plain = { cwd: at.cwd, env: { ...env, HATCHERY_SECRET_ID: 'a/token' } };
    const failed = promisify(execFile)(process.execPath, ['call.mjs'], plain);
    const said = await failed.then(() => 'nothing', String);
    expect(said).to.include('The secret "a/token" is no JSON object').and.not.include('xoxb');
  });

  it('says what is missing and what it does not know, and writes nothing', async () => {
    await using at = await project();
    for (const [args, said] of [
      [['deploy', 'cloud-run', '--region', 'r'], 'Missing: --project, --image.'],
      [['deploy', 'heroku'], 'heroku'],
      [['deploy'], 'target'],
      [['deploy', 'systemd', '--shards', '0'], 'shards'],
      [['deploy', 'cloud-run', '--format', 'pulumi'], 'pulumi'],
    ] as const) {
      const { code, stderr } = await hatchery(args, at);
      expect(code, args.join(' ')).to.equal(2);
      expect(stderr).to.include(said);
    }
    expect(await readdir(at.cwd)).not.to.include('deploy');
  });
});
