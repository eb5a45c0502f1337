import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Sender {
  /** Where so many bytes are served; the sender remembers their hash under `id`. */
  url(size: number, id: string): string;
  /** The sha256 of the bytes sent for `id`, hex. */
  sha256(id: string): Promise<string>;
  stop(): void;
}

/** Starts a process that serves bytes. */
export async function startSender(): Promise<Sender> {
  const child = fork(fileURLToPath(new URL('./sender.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: (size, id) => `${origin}/${size}/${id}`,
    sha256: async (id) => (await fetch(`${origin}/sent/${id}`)).text(),
    stop: () => child.disconnect(),
  };
}
