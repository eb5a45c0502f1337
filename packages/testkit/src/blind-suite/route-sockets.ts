import { Socket } from 'node:net';

interface Target {
  host?: string | undefined;
  port?: number | string | undefined;
  path?: string | undefined;
}

/** Where connections come to meanwhile. Not by context: a client that is kept connects again in the context of its first request. */
let current: number | undefined;
let last: Promise<unknown> = Promise.resolve();
let patched = false;

/**
 * Runs something, one at a time; connections of this process, to wherever they are meant to lead, all come to a port of this
 * machine meanwhile. Nothing made up for a test is sent to a real service.
 */
export async function routeSockets<T>(port: number, act: () => Promise<T>): Promise<T> {
  if (!patched) patchConnect();
  patched = true;
  const before = last;
  const turn = Promise.withResolvers<void>();
  last = turn.promise;
  await before;
  current = port;
  try {
    return await act();
  } finally {
    current = undefined;
    turn.resolve();
  }
}

/** For good: outside of {@link routeSockets} nothing changes. */
function patchConnect(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;
  Socket.prototype.connect = function routed(this: Socket, ...args: unknown[]): Socket {
    // Node itself hands on its arguments as one list.
    const list = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
    const [first] = list;
    if (current !== undefined && typeof first === 'object' && first !== null) list[0] = rerouted(first, current);
    if (current !== undefined && typeof first === 'number') list.splice(0, 2, current, '127.0.0.1');
    return connect.apply(this, args);
  };
}

function rerouted(target: Target, port: number): Target {
  const isNear = target.path !== undefined || /^(127\.|localhost$|::1$)/.test(target.host ?? 'localhost');
  return isNear ? target : { ...target, host: '127.0.0.1', port };
}
