import { slackEntries, slackServer, startApiServer } from '@hatchery/testkit';
import { expect } from 'chai';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lambdaHandler, type LambdaContext } from '../../src/index.ts';
import { config, folder } from '../support/project.ts';

const plenty: LambdaContext = { getRemainingTimeInMillis: () => 900_000 };

const slack = (id: string, url: string, variable: string) => ({
  id,
  tags: ['hourly'],
  source: {
    use: join(import.meta.dirname, '../../../plugins/hatchery-source-slack/src/index.ts'),
    token: `\${env:${variable}}`,
    baseUrl: url,
  },
});

describe('the handler for AWS Lambda', () => {
  it('collects what its event names, with secrets that it is given, and gives the report back', async () => {
    await using server = await slackServer({
      entries: slackEntries(20, { from: new Date(Date.now() - 300_000), to: new Date() }),
    });
    await using at = await folder();
    await at.write({
      'hatchery.yaml': config([
        slack('slack', server.baseUrl, 'LAMBDA_TEST_TOKEN'),
        slack('other', server.baseUrl, 'UNSET'),
      ]),
    });
    let asked = 0;
    const handler = lambdaHandler({
      config: join(at.cwd, 'hatchery.yaml'),
      async secrets() {
        asked += 1;
        return { LAMBDA_TEST_TOKEN: server.token };
      },
    });
    try {
      const report = await handler({ ids: ['slack'] }, plenty);
      expect(report).to.have.property('exitCode', 0);
      expect(JSON.parse(JSON.stringify(report))).to.have.nested.property('streams[0].status', 'completed');
      expect(JSON.parse(JSON.stringify(report))).to.have.nested.property('streams[0].objectCount', 1);
      expect(await readdir(join(at.cwd, 'logs')))
        .to.include('_hatchery')
        .and.have.length(2);
      await handler({ ids: ['slack'] }, plenty);
      expect(asked).to.equal(1);
    } finally {
      delete process.env['LAMBDA_TEST_TOKEN'];
    }
  });

  it('rejects with what failed, and asks again for secrets that did not come', async () => {
    await using at = await folder();
    await at.write({
      'source.mjs': failing,
      'hatchery.yaml': config(
        ['one', 'two'].map((id) => ({ id, tags: [id, 'both'], source: { use: './source.mjs', id } })),
      ),
    });
    let asked = 0;
    const handler = lambdaHandler({
      config: join(at.cwd, 'hatchery.yaml'),
      async secrets() {
        asked += 1;
        if (asked === 1) throw new Error('no answer');
        return {};
      },
    });
    const failureOf = (tags: string[]): Promise<unknown> => handler({ tags }, plenty).catch((error: unknown) => error);
    expect(String(await failureOf(['one']))).to.include('no answer');
    expect(String(await failureOf(['one']))).to.include('one went wrong');
    const both = await failureOf(['both']);
    expect(both).to.be.instanceOf(AggregateError);
    expect(String(both)).to.include('one went wrong').and.include('two went wrong');
    expect(await failureOf(['none'])).to.have.property('code', 'NO_STREAM_MATCHED');
    expect(await handler({}, plenty).catch((error: unknown) => error)).to.have.property('code', 'USAGE');
    expect(asked).to.equal(2);
  });

  it('stops its streams before Lambda does, and the next call goes on', async () => {
    let arrived = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (arrived = resolve));
    let answers = false;
    await using server = await startApiServer({
      async handle() {
        arrived();
        if (!answers) await new Promise(() => undefined);
        return { status: 200, headers: {}, body: 'ok' };
      },
    });
    await using at = await folder();
    await at.write({
      'source.mjs': waiting,
      'hatchery.yaml': config([{ id: 'slow', tags: ['t'], source: { use: './source.mjs', url: server.url } }]),
    });
    const handler = lambdaHandler({ config: join(at.cwd, 'hatchery.yaml'), margin: 60_000 });
    // The time that is left is what remains of a function whose margin is nearly reached.
    const call = handler({ tags: ['t'] }, { getRemainingTimeInMillis: () => 60_500 }).catch((error: unknown) => error);
    await isAsked;
    expect(await call).to.have.property('code', 'CANCELLED');
    answers = true;
    expect(await handler({ tags: ['t'] }, plenty)).to.have.property('exitCode', 0);
  });
});

const failing = `
import { defineSource, HatcheryError, z } from '@hatchery/core';
export default defineSource({
  config: z.strictObject({ id: z.string() }),
  resume: 'window',
  async collect({ config }) { throw new HatcheryError('SOURCE_FAILED', config.id + ' went wrong'); },
});
`;

const waiting = `
import { defineSource, z } from '@hatchery/core';
export default defineSource({
  config: z.strictObject({ url: z.string() }),
  resume: 'window',
  async collect({ config, pipe }) { await pipe.spout(await pipe.http({ url: config.url })); },
});
`;
