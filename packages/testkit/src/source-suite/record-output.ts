import { AsyncLocalStorage } from 'node:async_hooks';

interface Recording {
  output: string;
}

const recordings = new AsyncLocalStorage<Recording>();
const listening = new WeakSet<NodeJS.WriteStream['write']>();

/** Runs something, and keeps what it writes to standard output and standard error; that is written all the same. */
export async function recordOutput<T>(act: () => Promise<T>): Promise<{ result: T; output: string }> {
  for (const stream of [process.stdout, process.stderr]) if (!isListening(stream)) listen(stream);
  const recording: Recording = { output: '' };
  const result = await recordings.run(recording, act);
  return { result, output: recording.output };
}

function isListening({ write }: { readonly write: unknown }): boolean {
  return listening.has(write as NodeJS.WriteStream['write']);
}

/** For good, as others may have put something in the same place by the time it could be taken away. */
function listen(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  const listener = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const recording = recordings.getStore();
    if (recording !== undefined) recording.output += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return write(chunk, ...rest);
  };
  listening.add(listener);
  stream.write = listener;
}
