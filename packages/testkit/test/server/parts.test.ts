import { ManualClock, opaqueCursor, openCursor, retryAfter, takePage } from '@hatchery/testkit';
import { expect } from 'chai';
import * as fc from 'fast-check';

describe('parts of local servers', () => {
  it('cuts a list into pages that together are the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (events, limit) => {
        const seen: number[] = [];
        for (let left: readonly number[] = events; left.length > 0;) {
          const { items, rest } = takePage(left, limit);
          expect(items.length).to.equal(Math.min(limit, left.length));
          seen.push(...items);
          left = rest;
        }
        expect(seen).to.deep.equal(events);
      }),
    );
  });

  it('never parts what belongs together, and gives no more than needed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), fc.integer({ min: 1, max: 9 }), (numbers, limit) => {
        const events = numbers.toSorted((a, b) => a - b);
        const { items, rest } = takePage(events, limit, (event) => event);
        expect([...items, ...rest]).to.deep.equal(events);
        if (rest.length > 0) expect(items.at(-1)).not.to.equal(rest[0]);
        const surplus = items.slice(limit);
        for (const event of surplus) expect(event).to.equal(items[limit - 1]);
      }),
    );
  });

  it('opens the cursors it made, and no others', () => {
    expect(openCursor(opaqueCursor({ next: 7 }))).to.deep.equal({ next: 7 });
    for (const wrong of [
      '',
      'x',
      '%',
      opaqueCursor([]).slice(1),
      Buffer.from('7').toString('base64url'),
      Buffer.from('null').toString('base64url'),
    ]) {
      expect(openCursor(wrong), wrong).to.equal(undefined);
    }
  });

  it('tells nobody to come too early', () => {
    const clock = new ManualClock('2026-01-01T00:00:00.900Z');
    expect(retryAfter('seconds', 1, clock)).to.deep.equal({ 'retry-after': '1' });
    expect(retryAfter('seconds', 2001, clock)).to.deep.equal({ 'retry-after': '3' });
    expect(retryAfter('date', 1, clock)).to.deep.equal({ 'retry-after': 'Thu, 01 Jan 2026 00:00:01 GMT' });
    expect(retryAfter('none', 1, clock)).to.deep.equal({});
  });
});
