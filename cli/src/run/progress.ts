import type { RunEvent } from '@hatchery/engine';

/** How a running stream stands. */
export interface StreamProgress {
  readonly id: string;
  readonly state: 'starting' | 'collecting' | 'waiting';
  /** What it waits for, and until when. */
  readonly waiting?: { readonly reason: string; readonly until: Date };
  readonly objects: number;
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What a live view knows of a run. It holds only the streams that run, however many there are in all. */
export class Progress {
  readonly total: number;
  readonly #running = new Map<string, StreamProgress>();
  #ended = 0;
  #failed = 0;

  constructor(total: number) {
    this.total = total;
  }

  get running(): readonly StreamProgress[] {
    return [...this.#running.values()];
  }

  get ended(): number {
    return this.#ended;
  }

  get failed(): number {
    return this.#failed;
  }

  take(event: RunEvent, now: number): void {
    if (event.type === 'log') return;
    if (event.type === 'stream-ended') return this.#end(event);
    const known = this.#running.get(event.stream);
    const { waiting: _waiting, ...before } = known ?? {
      id: event.stream,
      state: 'starting' as const,
      objects: 0,
      bytes: 0,
      startedAt: now,
    };
    switch (event.type) {
      case 'stream-started':
        return this.#set({ ...before, state: 'starting' });
      case 'waiting':
        return this.#set({ ...before, state: 'waiting', waiting: { reason: event.reason, until: event.until } });
      case 'progress':
        return this.#set({ ...before, state: 'collecting', objects: event.objects, bytes: event.bytes });
      case 'window':
      case 'request':
      case 'response':
        return this.#set({ ...before, state: 'collecting' });
    }
  }

  #set(stream: StreamProgress): void {
    this.#running.set(stream.id, stream);
  }

  #end(event: Extract<RunEvent, { type: 'stream-ended' }>): void {
    this.#running.delete(event.stream);
    this.#ended += 1;
    if (event.report.status === 'failed') this.#failed += 1;
  }
}
