import { expect } from 'chai';
import * as fc from 'fast-check';
import { utf8Order } from '../src/utf8-order.ts';

describe('utf8Order', () => {
  it('orders any two texts as their UTF-8 bytes are ordered', () => {
    const text = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed());
    fc.assert(
      fc.property(text, text, text, (start, a, b) => {
        const expected = Buffer.compare(Buffer.from(start + a), Buffer.from(start + b));
        expect(Math.sign(utf8Order(start + a, start + b))).to.equal(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
