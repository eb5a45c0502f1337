import { expect } from 'chai';
import { CursorGuard, HatcheryError, pages } from '@hatchery/core';

/** A service whose pages are named by cursors; `next` says which follows. */
function service(next: Record<string, string | undefined>): {
  asked: string[];
  walk: (start?: string) => ReturnType<typeof pages<string>>;
} {
  const asked: string[] = [];
  const fetch = (cursor = 'first'): Promise<string> => {
    asked.push(cursor);
    return Promise.resolve(cursor);
  };
  return { asked, walk: (start) => pages<string>({ start, fetch, next: (answer) => next[answer] }) };
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return HatcheryError.is(error) ? error.code : error;
}

describe('pages', () => {
  it('walks from the first page to the last, and says where each came from and what follows', async () => {
    const { walk } = service({ first: 'b', b: 'c', c: undefined });
    expect(await Array.fromAsync(walk())).to.deep.equal([
      { answer: 'first', cursor: undefined, next: 'b' },
      { answer: 'b', cursor: 'b', next: 'c' },
      { answer: 'c', cursor: 'c', next: undefined },
    ]);
  });

  it('begins where it is told to', async () => {
    const { walk, asked } = service({ first: 'b', b: 'c', c: undefined });
    await Array.fromAsync(walk('c'));
    expect(asked).to.deep.equal(['c']);
  });

  it('asks for a page only once the one before is dealt with', async () => {
    const { walk, asked } = service({ first: 'b', b: 'c' });
    for await (const { next } of walk()) if (next === 'b') break;
    expect(asked).to.deep.equal(['first']);
  });

  it('ends with an error before it gives a page that leads back', async () => {
    const { walk } = service({ first: 'b', b: 'c', c: 'b' });
    const given: string[] = [];
    const all = (async () => {
      for await (const { answer } of walk()) given.push(answer);
    })();
    expect(await codeOf(all)).to.equal('CURSOR_REPEATED');
    expect(given).to.deep.equal(['first', 'b']);
  });

  it('notices a cursor that leads to itself, also the one it began at', async () => {
    const { walk } = service({ b: 'b' });
    expect(await codeOf(Array.fromAsync(walk('b')))).to.equal('CURSOR_REPEATED');
  });
});

describe('CursorGuard', () => {
  it('finds a circle longer than what it remembers', () => {
    const guard = new CursorGuard();
    const circle = 25_000;
    const use = (): void => {
      for (let step = 0; step < 10 * circle; step++) guard.use(`cursor-${step % circle}`);
    };
    expect(use).to.throw().with.property('code', 'CURSOR_REPEATED');
  });

  it('lets a long walk without a circle pass', () => {
    const guard = new CursorGuard();
    for (let step = 0; step < 100_000; step++) guard.use(String(step));
  });

  it('shows the start of a cursor, never a page-long one', () => {
    const guard = new CursorGuard();
    const long = 'x'.repeat(10_000);
    guard.use(long);
    expect(() => guard.use(long))
      .to.throw(HatcheryError)
      .with.nested.property('context.cursor')
      .with.length(101);
  });
});
