import { breakAtEveryRequest, breakAtEveryWrite, sourceHarness, type Verify } from '@hatchery/testkit';
import { expect } from 'chai';
import { auditEvents, now } from './local/events.ts';
import { readmeConfig } from './local/readme-config.ts';
import { datadogServer } from './local/vendors/datadog.ts';
import { documentServer } from './local/vendors/documents.ts';
import { type GithubEvent, githubServer } from './local/vendors/github.ts';
import { oktaServer } from './local/vendors/okta.ts';
import { pagerdutyServer } from './local/vendors/pagerduty.ts';

const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

/** The ids of all events in what was landed, in order of the objects' names. */
async function idsIn(harness: ReturnType<typeof sourceHarness>): Promise<string[]> {
  const landed = await harness.landed();
  return landed.flatMap(({ bytes }) =>
    [...bytes.toString().matchAll(/"(?:id|_document_id)":"([^"]+)"/g)].map(([, id]) => id ?? ''),
  );
}

async function expectSameAsWhole(whole: ReturnType<typeof sourceHarness>): Promise<Verify> {
  const expected = await whole.landed();
  expect(expected).to.have.length.greaterThan(2);
  return async (harness, at) => {
    expect(await harness.landed(), at).to.deep.equal(expected);
  };
}

describe('the README', () => {
  it("collects GitHub's audit log, going on from the newest event seen", async () => {
    const start = Date.parse('2026-03-01T11:51:00Z');
    const event = (number: number, time: number): GithubEvent => ({
      '@timestamp': time,
      _document_id: `doc-${number}`,
      action: 'repo.create',
    });
    const events = Array.from({ length: 8 }, (_none, index) => event(index, start + index * 10_000));
    await using server = await githubServer(events);
    const source = await readmeConfig('github-audit', server.url);
    const harness = sourceHarness(source);
    expect((await harness.run({ now })).report.error?.message).to.equal(undefined);
    expect(await idsIn(harness)).to.deep.equal(events.map(({ _document_id }) => _document_id));
    await harness.run({ now: later(5) });
    expect(await harness.landed(), 'nothing new').to.have.length(3);
    const verify = await expectSameAsWhole(harness);
    await breakAtEveryWrite(source, { now }, verify);
    await breakAtEveryRequest(source, server, { now }, verify);
    events.push(event(8, start + 80_000), event(9, start + 7 * 60_000));
    await harness.run({ now: later(10) });
    const ids = await idsIn(harness);
    expect(
      ids.filter((id) => id === 'doc-8' || id === 'doc-9'),
      'one came late',
    ).to.deep.equal(['doc-8', 'doc-9']);
  });

  it("polls Okta's system log, and asks with an end when given one", async () => {
    const events = auditEvents(8);
    await using server = await oktaServer(events);
    const source = await readmeConfig('okta-system-log', server.url);
    const harness = sourceHarness(source);
    expect((await harness.run({ now })).report.error?.message).to.equal(undefined);
    expect(await idsIn(harness)).to.deep.equal(events.map(({ id }) => id));
    const verify = await expectSameAsWhole(harness);
    await breakAtEveryWrite(source, { now }, verify);
    await breakAtEveryRequest(source, server, { now }, verify);
    await harness.run({ now: later(5) });
    expect(await harness.landed(), 'nothing new').to.have.length(3);
    const late = { ...auditEvents(1, '2026-03-01T11:55:30Z')[0], id: 'late' } as (typeof events)[number];
    events.push(late);
    await harness.run({ now: later(10) });
    expect(
      (await idsIn(harness)).filter((id) => id === 'late'),
      'came late',
    ).to.have.length(1);
    const bounded = await harness.run({
      windows: [{ from: new Date('2026-03-01T11:50:00Z'), to: new Date('2026-03-01T11:51:10Z') }],
    });
    expect(bounded.report.error?.message).to.equal(undefined);
    expect(server.log.at(-1)?.request.query.get('until')).to.equal('2026-03-01T11:51:10.000Z');
    await harness.run({ now: later(15) });
    expect(await idsIn(harness)).to.have.length(8 + 1 + 2);
  });

  it("collects PagerDuty's audit records window by window", async () => {
    const events = auditEvents(8);
    await using server = await pagerdutyServer(events);
    const source = await readmeConfig('pagerduty-audit', server.url);
    const harness = sourceHarness(source);
    expect((await harness.run({ now })).report.error?.message).to.equal(undefined);
    expect(await idsIn(harness)).to.deep.equal(events.map(({ id }) => id).toReversed());
    expect(server.log[0]?.request.query.get('until'), 'the newest minute can wait').to.equal('2026-03-01T11:59:00Z');
    const verify = await expectSameAsWhole(harness);
    await breakAtEveryWrite(source, { now }, verify);
    await breakAtEveryRequest(source, server, { now }, verify);
    await harness.run({ now: later(5) });
    expect(await harness.landed()).to.have.length(3);
  });

  it("collects Datadog's audit trail with POST", async () => {
    const events = auditEvents(8);
    await using server = await datadogServer(events);
    const source = await readmeConfig('datadog-audit', server.url);
    const harness = sourceHarness(source);
    expect((await harness.run({ now })).report.error?.message).to.equal(undefined);
    expect(await idsIn(harness)).to.deep.equal(events.map(({ id }) => id));
    const verify = await expectSameAsWhole(harness);
    await breakAtEveryWrite(source, { now }, verify);
    await breakAtEveryRequest(source, server, { now }, verify);
  });

  it('lands documents when they change, and only asks about them otherwise', async () => {
    const documents: Record<string, string> = {
      '/v1/addresses.json': '["192.0.2.1"]',
      '/v1/networks.csv': 'net\n192.0.2.0/24\n',
    };
    await using server = await documentServer(documents);
    const harness = sourceHarness(await readmeConfig('address-lists', server.url));
    expect((await harness.run({ now })).report.error?.message).to.equal(undefined);
    const names = (await harness.landed()).map(({ name }) => name);
    expect(names.some((name) => name.startsWith('addresses/') && name.endsWith('.json'))).to.equal(true);
    expect(names.some((name) => name.startsWith('networks/') && name.endsWith('.csv'))).to.equal(true);
    expect((await harness.run({ now: later(1) })).report.objectCount).to.equal(0);
    expect(server.log.slice(-2).map(({ reply }) => reply?.status)).to.deep.equal([304, 304]);
    documents['/v1/addresses.json'] = '["192.0.2.1", "192.0.2.2"]';
    const third = await harness.run({ now: later(2) });
    expect(third.report.objectCount).to.equal(1);
    expect((await harness.landed()).some(({ bytes }) => bytes.toString() === documents['/v1/addresses.json'])).to.equal(
      true,
    );
  });
});
