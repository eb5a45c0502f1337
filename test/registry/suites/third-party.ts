import { startApiServer, jsonReply } from '@hatchery/testkit';
import { expect } from 'chai';
import { join } from 'node:path';
import type { At } from './at.ts';

export function describeThirdParty(at: At): void {
  it('of others are created, built, tested, published, installed and run', async () => {
    const { machine, commands } = at();
    await using author = await machine.project(commands);
    const generator = await machine.install('create-hatchery-plugin');
    const sh = async (line: string) => {
      const { code, stdout, stderr } = await author.sh(line);
      expect(code, `${line}\n${stdout}${stderr}`).to.equal(0);
      return stdout;
    };
    await sh(`'${join(generator, 'create-hatchery-plugin')}' acme --kind source --resume cursor`);
    await sh('cd hatchery-source-acme && npm install && npm run build');
    const tested = await sh(`'${join(commands, 'hatchery')}' plugins test ./hatchery-source-acme --json`);
    expect(JSON.parse(tested)).to.deep.include({ passed: true });
    const { host } = new URL(machine.registry.url);
    await sh(`cd hatchery-source-acme && npm publish '--//${host}/:_authToken=anybody'`);

    await using user = await machine.project(commands);
    const install = await user.hatchery('plugins install acme');
    expect(install.code, install.stderr).to.equal(0);
    await using service = await startApiServer({
      handle: () => jsonReply({ events: [{ id: 'one' }], cursor: 'end', has_more: false }),
      authorize: () => undefined,
      limited: () => jsonReply({}, { status: 429 }),
    });
    await user.write(
      'hatchery.yaml',
      `
      streams:
        - id: acme
          tags: [daily]
          source: { use: acme, token: anything, baseUrl: '${service.url}' }
          destination: { use: file, path: ./logs }
          name: 'acme.{ext}'`,
    );
    const run = await user.hatchery('run -t daily');
    expect(run.code, run.stderr).to.equal(0);
    expect(user.json('logs/acme.json')).to.deep.include({ events: [{ id: 'one' }] });
  });
}
