import { expect } from 'chai';
import { type LogFields, Secret } from '@hatchery/core';
import { createLogger } from '../src/create-logger.ts';
import type { RunEvent } from '../src/events.ts';

/** What the event of one log line says, whatever a plugin in plain JavaScript passes. */
function logged(message: unknown, fields?: unknown): { message: string; fields: LogFields } {
  const events: RunEvent[] = [];
  createLogger((event) => events.push(event)).info(message as string, fields as LogFields);
  const [event] = events;
  if (event?.type !== 'log') throw new Error('nothing was logged');
  return { message: event.message, fields: event.fields };
}

describe('the log of a source', () => {
  it('survives what cannot be read, and shows the rest', () => {
    const throwing = {
      a: 1,
      get b(): never {
        throw new Error('not now');
      },
      c: { d: 2 },
    };
    expect(logged('m', throwing).fields).to.deep.equal({ a: 1, b: '[unreadable]', c: { d: 2 } });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(logged('m', { proxy, after: 3 }).fields).to.deep.equal({ proxy: '[unreadable]', after: 3 });
    expect(logged('m', proxy).fields).to.deep.equal({ value: '[unreadable]' });
    const keyless = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(logged('m', { keyless }).fields).to.deep.equal({ keyless: '[unreadable]' });
    const mute = Object.assign(new Error('x'), { code: 7n });
    Object.defineProperty(mute, 'message', {
      get: () => {
        throw new Error('mute');
      },
    });
    expect(logged('m', { mute }).fields).to.deep.equal({ mute: '[unreadable]' });
  });

  it('takes anything for a message and for fields', () => {
    expect(logged(Object.create(null)).message).to.equal('{}');
    expect(logged(undefined).message).to.equal('undefined');
    expect(logged(Symbol('s')).message).to.equal('symbol');
    expect(logged(new Error('why')).message).to.include('why');
    expect(logged('m', null).fields).to.deep.equal({});
    expect(logged('m', 'text').fields).to.deep.equal({ value: 'text' });
    expect(logged('m', ['a']).fields).to.deep.equal({ value: ['a'] });
  });

  it('cuts off what leads to ever more', () => {
    const nodes: Record<string, unknown>[] = Array.from({ length: 50 }, () => ({}));
    for (const node of nodes) nodes.forEach((other, at) => (node[`n${at}`] = other));
    const text = JSON.stringify(logged('m', { graph: nodes[0] }).fields);
    expect(text.length).to.be.below(100_000);
    expect(text).to.include('…');
  });

  it('hides a secret wherever it stands', () => {
    const canary = 'canary-of-the-log-4711';
    const token = new Secret(canary);
    const found = logged(`m ${canary}`, { [canary]: 1, deep: [{ at: canary }], token, error: new Error(canary) });
    expect(JSON.stringify(found)).not.to.include(canary);
    expect(found.message).to.equal('m [secret]');
    expect(found.fields['token']).to.equal('[secret]');
  });
});
