import { inspect } from 'node:util';
import { expect } from 'chai';
import { errorCodes, HatcheryError } from '@hatchery/core';

describe('HatcheryError', () => {
  it('is an error with a code, a sentence and where it happened', () => {
    const cause = new TypeError('inner');
    const error = new HatcheryError('NETWORK', 'The connection failed.', {
      hint: 'Try again.',
      cause,
      context: { stream: 'a', status: 502 },
      transient: true,
    });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({
      name: 'HatcheryError',
      code: 'NETWORK',
      message: 'The connection failed.',
      hint: 'Try again.',
      transient: true,
      cause,
    });
    expect(error.context).to.deep.equal({ stream: 'a', status: 502 });
    expect(error.stack).to.match(/^(Hatchery)?Error: The connection failed\.\n.*hatchery-error\.test\.ts/);
    expect(inspect(error)).to.contain('inner');
  });

  it('is final, without a cause, a hint or a place unless given', () => {
    const error = new HatcheryError('USAGE', 'No.');
    expect(error).not.to.have.property('cause');
    expect(error).to.include({ hint: undefined, transient: false });
    expect(error.context).to.deep.equal({});
  });

  it('keeps a cause that is undefined or no error', () => {
    expect(new HatcheryError('USAGE', 'No.', { cause: undefined })).to.have.property('cause', undefined);
    expect(new HatcheryError('USAGE', 'No.', { cause: 0 }).cause).to.equal(0);
  });

  it('takes codes of plugins, too', () => {
    expect(new HatcheryError('ACME_QUOTA_USED_UP', 'No.').code).to.equal('ACME_QUOTA_USED_UP');
  });

  it('is told from other errors, also when it comes from another copy of the package', async () => {
    const copy = (await import(new URL('../src/hatchery-error.ts?copy', import.meta.url).href)) as {
      HatcheryError: typeof HatcheryError;
    };
    const other = new copy.HatcheryError('USAGE', 'No.');
    expect(other).not.to.be.instanceOf(HatcheryError);
    expect(HatcheryError.is(other)).to.equal(true);
    expect(copy.HatcheryError.is(new HatcheryError('USAGE', 'No.'))).to.equal(true);
    for (const value of [
      new Error('USAGE'),
      { code: 'USAGE', message: 'No.', context: {} },
      null,
      undefined,
      'USAGE',
      5,
    ])
      expect(HatcheryError.is(value)).to.equal(false);
  });

  it('does not show its brand', () => {
    expect(Object.getOwnPropertySymbols(Object.assign({}, new HatcheryError('USAGE', 'No.')))).to.deep.equal([]);
  });

  describe('within', () => {
    const inner = new HatcheryError('HTTP_STATUS', 'Bad.', {
      hint: 'Look.',
      cause: 'why',
      context: { stream: 'inner', status: 500 },
      transient: true,
    });
    const outer = inner.within({ stream: 'outer', plugin: 'hatchery-source-x' });

    it('adds what was not said yet, and keeps the rest', () => {
      expect(outer.context).to.deep.equal({ stream: 'inner', plugin: 'hatchery-source-x', status: 500 });
      expect(outer).to.include({ code: 'HTTP_STATUS', message: 'Bad.', hint: 'Look.', cause: 'why', transient: true });
      expect(outer.stack).to.equal(inner.stack);
    });

    it('leaves the first as it was', () => {
      expect(inner.context).to.deep.equal({ stream: 'inner', status: 500 });
      expect(outer).not.to.equal(inner);
    });

    it('makes up no cause', () => {
      expect(new HatcheryError('USAGE', 'No.').within({ phase: 'load' })).not.to.have.property('cause');
    });
  });
});

describe('errorCodes', () => {
  it('are distinct, in capitals', () => {
    expect(new Set(errorCodes).size).to.equal(errorCodes.length);
    for (const code of errorCodes) expect(code).to.match(/^[A-Z]+(_[A-Z]+)*$/);
  });
});
