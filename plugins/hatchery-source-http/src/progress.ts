import { HatcheryError, type JsonValue, type Pipe, z } from '@hatchery/core';

/** Where one request stands. */
const requestState = z.strictObject({
  /** In the window under way: all of it is landed. */
  done: z.literal(true).optional(),
  /** In the window under way: where the next page is. */
  page: z.string().optional(),
  /** From run to run: where to go on in the service's log. */
  cursor: z.string().optional(),
  /** From run to run: what the document was when it was landed last, and a digest of the request that gave it. */
  document: z
    .strictObject({
      of: z.string(),
      etag: z.string().optional(),
      lastModified: z.string().optional(),
      sha256: z.string().optional(),
    })
    .optional(),
  /** From run to run: the newest item seen when the window began. */
  position: z.strictObject({ timestamp: z.number(), ids: z.array(z.string()).readonly() }).optional(),
  /** In the window under way: the newest item seen since. */
  reached: z.strictObject({ timestamp: z.number(), ids: z.array(z.string()).readonly() }).optional(),
});

const checkpointSchema = z.strictObject({ window: z.string(), requests: z.record(z.string(), requestState) });

export type RequestState = z.output<typeof requestState>;

/** What this source commits: where each request stands, and in which window that is. */
export class Progress {
  readonly #window: string;
  readonly #states: Map<string, RequestState>;

  /**
   * Takes up what was committed last. What belongs to a window that is over is carried over into the new one.
   *
   * @throws HatcheryError `SOURCE_FAILED` if it is not from this source
   */
  constructor({ checkpoint, window }: Pick<Pipe, 'checkpoint' | 'window'>) {
    this.#window = `${window.from.toISOString()}/${window.to.toISOString()}`;
    const last = read(checkpoint);
    const isSameWindow = last?.window === this.#window;
    const entries = Object.entries(last?.requests ?? {});
    this.#states = new Map(entries.map(([name, state]) => [name, isSameWindow ? state : carriedOver(state)]));
  }

  of(name: string): RequestState {
    return this.#states.get(name) ?? {};
  }

  /** Changes where one request stands; a value of `undefined` takes it away. @returns what to commit */
  set(name: string, change: { readonly [Key in keyof RequestState]: RequestState[Key] | undefined }): JsonValue {
    this.#states.set(name, { ...this.of(name), ...change });
    const checkpoint = { window: this.#window, requests: Object.fromEntries(this.#states) };
    return JSON.parse(JSON.stringify(checkpoint)) as JsonValue;
  }
}

function read(checkpoint: JsonValue | undefined): z.output<typeof checkpointSchema> | undefined {
  if (checkpoint === undefined) return undefined;
  const parsed = checkpointSchema.safeParse(checkpoint);
  if (parsed.success) return parsed.data;
  throw new HatcheryError('SOURCE_FAILED', 'The checkpoint of this stream is not one that the http source wrote.', {
    hint: 'Was the id used by a stream with another source before? Give this one an id of its own.',
    cause: parsed.error,
  });
}

function carriedOver({ cursor, document, position, reached }: RequestState): RequestState {
  return JSON.parse(JSON.stringify({ cursor, document, position: reached ?? position })) as RequestState;
}
