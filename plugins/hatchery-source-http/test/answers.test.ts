import { htmlReply, jsonReply } from '@hatchery/testkit';
import { expect } from 'chai';
import { type Config, config, cursor, outcome, page } from './local/outcome.ts';

describe('an answer that is not as described', () => {
  it('is an error if it is a web page, and says so', async () => {
    const { code, message, landed } = await outcome(config, page([1], 'c2'), htmlReply());
    expect(code).to.equal('HTTP_BODY');
    expect(message).to.include('We will be back soon');
    expect(landed).to.have.length(1);
  });

  it('is an error if the items are not there, and names the keys that are', async () => {
    const { code, message, hint, landed } = await outcome(config, jsonReply({ records: [], next: null }));
    expect(code).to.equal('HTTP_BODY');
    expect(message).to.include('"items"');
    expect(hint).to.include('records');
    expect(landed).to.deep.equal([]);
  });

  it('is an empty page if the items may be left out', async () => {
    const { code, landed, asked } = await outcome(
      { ...config, itemsOptional: true },
      jsonReply({ next: 'c2' }),
      page([1], null),
    );
    expect(code).to.equal(undefined);
    expect(landed).to.deep.equal(['{"items":[1],"next":null}']);
    expect(asked).to.have.length(2);
  });

  it('is one item if there is an object in place of a list, and its cursor counts', async () => {
    const { code, landed } = await outcome(config, page({ id: 1 }, 'c2'), page([{ id: 2 }], null));
    expect(code).to.equal(undefined);
    expect(landed).to.have.length(2);
  });

  it('is an error if its cursor was used before, with nothing landed twice', async () => {
    const { code, landed } = await outcome(config, page([1], 'c2'), page([2], 'c3'), page([3], 'c2'));
    expect(code).to.equal('CURSOR_REPEATED');
    expect(landed).to.have.length(2);
  });

  it('is an error if a numbered page is the one before again', async () => {
    const numbered: Config = { url: '/logs', items: 'items', pagination: { kind: 'page', name: 'p' } };
    const { code, hint, landed } = await outcome(numbered, page([1], null), page([1], null));
    expect(code).to.equal('CURSOR_REPEATED');
    expect(hint).to.include('"p"');
    expect(landed).to.have.length(1);
  });

  it('is an error if it says that there are more pages, but not where', async () => {
    const flagged: Config = { ...config, pagination: { ...cursor, hasMore: 'more' } };
    expect(await outcome(flagged, page([1], null, { more: true }))).to.include({ code: 'HTTP_BODY' });
  });

  it('is an error if the flag is not there, or is no flag', async () => {
    const flagged: Config = { ...config, pagination: { ...cursor, hasMore: 'more' } };
    expect((await outcome(flagged, page([1], 'c2'))).message)
      .to.include('"more"')
      .and.include('nothing');
    expect((await outcome(flagged, page([1], 'c2', { more: 'yes' }))).message).to.include('"yes"');
  });

  it('is an error if the cursor is an object', async () => {
    expect(await outcome(config, page([1], { token: 'c2' }))).to.include({ code: 'HTTP_BODY' });
  });

  it('is an error if its only page is larger than it may be', async () => {
    expect(await outcome({ ...config, maxBytes: 100 }, page(['x'.repeat(200)], null))).to.include({
      code: 'HTTP_BODY',
    });
  });

  it('is an error if the request is refused, at once, and names the request', async () => {
    const refused = jsonReply({ error: 'bad token' }, { status: 401 });
    const { code, message, asked } = await outcome(config, refused, page([1], null));
    expect(code).to.equal('UNAUTHORIZED');
    expect(message).to.include('bad token');
    expect(asked).to.have.length(1);
  });
});
