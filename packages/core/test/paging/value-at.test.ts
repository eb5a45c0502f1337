import { expect } from 'chai';
import { cursorAt, itemsAt, pathKeys, valueAt } from '@hatchery/core';

describe('valueAt', () => {
  const page = {
    meta: { next: 'c2' },
    '@odata.nextLink': 'u',
    'a\\b': 1,
    items: [{ id: 'x' }, { id: 'y' }],
    nothing: null,
  };

  it('follows keys, list places, and keys with dots or backslashes in them', () => {
    expect(valueAt(page, 'meta.next')).to.equal('c2');
    expect(valueAt(page, 'items.1.id')).to.equal('y');
    expect(valueAt(page, '@odata\\.nextLink')).to.equal('u');
    expect(valueAt(page, 'a\\\\b')).to.equal(1);
    expect(valueAt(page, ['items', 0, 'id'])).to.equal('x');
    expect(valueAt(page, '.')).to.equal(page);
    expect(pathKeys('a\\.b.c\\d')).to.deep.equal(['a.b', 'c\\d']);
  });

  it('gives nothing for what is not there, through any kind of value', () => {
    for (const path of [
      'meta.none',
      'meta.next.length',
      'nothing.deeper',
      'items.7',
      'items.length',
      'items.-1',
      'none.at.all',
    ]) {
      expect(valueAt(page, path), path).to.equal(undefined);
    }
    for (const document of [undefined, null, 'text', 7, []]) expect(valueAt(document, 'a.b')).to.equal(undefined);
  });

  it('sees only what the document itself has', () => {
    expect(valueAt({}, '__proto__')).to.equal(undefined);
    expect(valueAt({}, 'constructor.name')).to.equal(undefined);
    expect(valueAt(JSON.parse('{"__proto__": {"x": 1}}'), '__proto__.x')).to.equal(1);
  });
});

describe('cursorAt', () => {
  it('takes text, digits, and lists of these', () => {
    expect(cursorAt({ c: 'abc' }, 'c')).to.equal('abc');
    expect(cursorAt({ c: 0 }, 'c')).to.equal('0');
    expect(cursorAt({ c: '9007199254740993' }, 'c')).to.equal('9007199254740993');
    expect(cursorAt({ c: ['1666714065304', 'id'] }, 'c')).to.equal('1666714065304,id');
  });

  it('knows all the ways to say "no more"', () => {
    for (const document of [{}, { c: null }, { c: '' }, { c: false }, [], 'html']) {
      expect(cursorAt(document, 'c')).to.equal(undefined);
    }
  });

  it('refuses what cannot be a cursor', () => {
    for (const c of [{}, true, [], [null], [{}]]) {
      expect(() => cursorAt({ c }, 'c'), JSON.stringify(c))
        .to.throw(/"c"/)
        .with.property('code', 'HTTP_BODY');
    }
  });
});

describe('itemsAt', () => {
  it('gives a list, one object as a list of one, and nothing for null', () => {
    expect(itemsAt({ items: [1, 2] }, 'items')).to.deep.equal([1, 2]);
    expect(itemsAt({ items: { id: 1 } }, 'items')).to.deep.equal([{ id: 1 }]);
    expect(itemsAt({ items: null }, 'items')).to.deep.equal([]);
    expect(itemsAt([1], '.')).to.deep.equal([1]);
  });

  it('takes an absent key for an error, unless told that it is optional', () => {
    expect(() => itemsAt({ data: [], meta: {} }, 'items'))
      .to.throw(/there is nothing/)
      .with.property('hint')
      .which.includes('data, meta');
    expect(itemsAt({}, 'items', { optional: true })).to.deep.equal([]);
  });

  it('refuses what is no list, and says what it is', () => {
    expect(() => itemsAt({ items: 'x' }, 'items', { optional: true }))
      .to.throw(/a string/)
      .with.property('code', 'HTTP_BODY');
    expect(() => itemsAt([1], 'items'))
      .to.throw()
      .with.property('hint')
      .which.includes('"."');
  });
});
