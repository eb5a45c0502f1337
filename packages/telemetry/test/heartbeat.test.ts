import { expect } from 'chai';
import { hang, receiver, status } from './support/receiver.ts';
import { outcomeOf } from './support/sample-run.ts';
import { told } from './support/told.ts';

describe('a heartbeat', () => {
  it('asks for the URL that stands for how the run ended; for none if another run holds the rest', async () => {
    await using server = await receiver();
    const heartbeat = { success: `${server.url}/ping`, failure: `${server.url}/ping/fail` };
    for (const exitCode of [0, 1, 2, 3, 75, 130]) {
      expect(await told({ heartbeat }, { outcome: outcomeOf([], { exitCode }) })).to.deep.equal([]);
    }
    const asked = server.received.map(({ method, path, body }) => `${method} ${path} ${body.length}`);
    const failure = 'GET /ping/fail 0';
    expect(asked).to.deep.equal(['GET /ping 0', failure, failure, failure, failure]);
  });

  it('may be for success alone: silence then is the alarm', async () => {
    await using server = await receiver();
    const heartbeat = { success: server.url };
    await told({ heartbeat }, { outcome: outcomeOf([], { exitCode: 1 }) });
    expect(server.received).to.deep.equal([]);
  });

  it('that is refused is a warning', async () => {
    await using server = await receiver(status(404));
    const [warning] = await told({ heartbeat: { success: `${server.url}/t0ken` } });
    expect(server.received).to.have.length(1);
    expect(warning?.message).to.include('The heartbeat').and.include('404').and.not.include('t0ken');
  });

  it('goes out even if the webhook cannot be told', async () => {
    await using server = await receiver();
    await using broken = await receiver(status(400));
    const warnings = await told({ heartbeat: { success: server.url }, webhook: { url: broken.url } });
    expect(warnings).to.have.length(1);
    expect(server.received).to.have.length(1);
  });

  it('is given up together with the webhook when there is no more time, which is said once', async () => {
    await using server = await receiver(hang);
    const stop = new AbortController();
    const config = { heartbeat: { success: `${server.url}/ping` }, webhook: { url: server.url } };
    const telling = told(config, { signal: stop.signal });
    stop.abort(new Error('no more time'));
    expect((await telling).map(({ message }) => message)).to.deep.equal([
      'Not all of the run could be reported: no more time',
    ]);
  });
});
