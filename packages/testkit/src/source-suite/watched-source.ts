import type { CheckContext, HttpClient, Logger, Pipe, SourceBinding, SourceDefinition } from '@hatchery/core';

/** What a source did, seen between it and hatchery: before anything is cleaned, and also after its end. */
export interface Watch {
  /** All that it said: messages and fields of logs, metadata, checkpoints, what it threw. */
  readonly said: unknown[];
  /** What `collect` and `check` threw. */
  readonly thrown: unknown[];
  /** What it still did after `collect` had ended, or left running. */
  readonly late: string[];
  /** Calls of `collect` that have begun, and that have ended. */
  begun: number;
  ended: number;
  /** Paths of the requests that asked for their bodies as streams. */
  readonly streamed: Set<string>;
}

/** The same source, watched. */
export function watchSource({ definition, config }: SourceBinding): { source: SourceBinding; watch: Watch } {
  const watch: Watch = { said: [], thrown: [], late: [], begun: 0, ended: 0, streamed: new Set() };
  const watched: SourceDefinition = {
    ...definition,
    async collect(context) {
      watch.begun += 1;
      const pipe = new WatchedPipe(context.pipe, watch);
      try {
        await definition.collect({ ...context, pipe: pipe.pipe });
        pipe.completed();
      } catch (error) {
        watch.thrown.push(error);
        throw error;
      } finally {
        watch.ended += 1;
        pipe.end();
      }
    },
    ...(definition.check !== undefined && {
      async check(context: CheckContext<unknown>) {
        try {
          await definition.check?.({ ...context, log: watchedLog(context.log, watch) });
        } catch (error) {
          watch.thrown.push(error);
          throw error;
        }
      },
    }),
  };
  return { source: { kind: 'source', definition: watched, config }, watch };
}

/** One call's pipe. What it gives back is what the host's own pipe gives, untouched. */
class WatchedPipe {
  readonly pipe: Pipe;
  readonly #watch: Watch;
  #requests = 0;
  #ended = false;

  constructor(pipe: Pipe, watch: Watch) {
    this.#watch = watch;
    this.pipe = {
      ...pipe,
      log: watchedLog(pipe.log, watch),
      http: (request) => this.#send(pipe.http, request),
      spout: (body, metadata) => {
        this.#note('called spout');
        if (metadata !== undefined) watch.said.push(metadata);
        return pipe.spout(body, metadata);
      },
      commit: (checkpoint) => {
        this.#note('called commit');
        watch.said.push(checkpoint);
        return pipe.commit(checkpoint);
      },
    };
  }

  /** Whoever gives up over one of several requests may leave the others to themselves; who is done may not. */
  completed(): void {
    if (this.#requests > 0) this.#watch.late.push(`left ${this.#requests} request(s) under way`);
  }

  end(): void {
    this.#ended = true;
  }

  #send(http: HttpClient, request: Parameters<HttpClient>[0]): ReturnType<HttpClient> {
    this.#note('sent a request');
    if (typeof request === 'object' && 'stream' in request && request.stream) {
      this.#watch.streamed.add(new URL(request.url).pathname);
    }
    this.#requests += 1;
    const answer = http(request);
    const done = (): void => void (this.#requests -= 1);
    answer.then(done, done);
    return answer;
  }

  /** What comes after an abort is refused by the host itself, and tells nothing of the source. */
  #note(what: string): void {
    if (this.#ended && !this.pipe.signal.aborted) this.#watch.late.push(what);
  }
}

function watchedLog(log: Logger, { said }: Watch): Logger {
  const watched =
    (level: keyof Logger): Logger['info'] =>
    (message, fields) => {
      said.push([message, fields]);
      log[level](message, fields);
    };
  return { debug: watched('debug'), info: watched('info'), warn: watched('warn'), error: watched('error') };
}
