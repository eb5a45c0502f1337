import { HatcheryError } from '@hatchery/core';
import { violation } from './contract-violation.ts';
import { describeValue } from './describe-value.ts';
import { placeOf } from './place-of.ts';
import type { StreamFaults } from './stream-faults.ts';
import { WatchedPromise } from './watched-promise.ts';

export type PipeCallName = 'spout' | 'commit' | 'http';

interface PipeCall {
  readonly name: PipeCallName;
  /** Its stack tells where in the source it was made. */
  readonly made: Error;
  /** What it failed with, if it has. */
  failed?: unknown;
}

export interface PipeCallsOptions {
  /** The source's package name. */
  readonly plugin: string;
  readonly signal: AbortSignal;
  readonly faults: StreamFaults;
}

/** The calls that a source makes on its pipe: those still under way, those that nobody waits for, those that come too late. */
export class PipeCalls {
  readonly #options: PipeCallsOptions;
  readonly #underWay = new Set<PipeCall>();
  readonly #unawaited = new Set<PipeCall>();
  #last: Error | undefined;
  #hasEnded = false;

  constructor(options: PipeCallsOptions) {
    this.#options = options;
  }

  /** Where the source last called its pipe. */
  get lastPlace(): string | undefined {
    return placeOf(this.#last, this.#options.plugin);
  }

  count(name: PipeCallName): number {
    return [...this.#underWay].filter((call) => call.name === name).length;
  }

  /** Makes a call. What it fails with says where it was made. */
  make<T>(name: PipeCallName, work: () => Promise<T>): Promise<T> {
    const call: PipeCall = { name, made: new Error(name) };
    this.#last = call.made;
    this.#underWay.add(call);
    this.#unawaited.add(call);
    return WatchedPromise.watch(this.#follow(call, work), () => this.#unawaited.delete(call));
  }

  /** From now on, every call comes too late. */
  end(): void {
    this.#hasEnded = true;
  }

  /** @throws HatcheryError `CONTRACT_VIOLATED` if a call has not ended yet */
  refuseUnderWay(): void {
    const [first] = this.#underWay;
    if (first === undefined) return;
    const names = [...new Set([...this.#underWay].map(({ name }) => name))];
    const counts = names.map((name) => `${this.count(name)} ${name}${name === 'http' ? ' request' : ''}(s)`);
    const did = `returned while ${counts.join(' and ')} were still under way`;
    throw violation('await-every-call', did, { place: this.#placeOf(first) });
  }

  /** @throws HatcheryError `CONTRACT_VIOLATED` if a call ended and nobody looked at how */
  refuseUnawaited(): void {
    const calls = [...this.#unawaited];
    const call = calls.find((each) => 'failed' in each) ?? calls[0];
    if (call === undefined) return;
    const outcome = 'failed' in call ? `, which failed: ${describeValue(call.failed)}` : '';
    throw violation('await-every-call', `did not await a call of ${call.name}${outcome}`, {
      place: this.#placeOf(call),
    });
  }

  async #follow<T>(call: PipeCall, work: () => Promise<T>): Promise<T> {
    try {
      this.#options.signal.throwIfAborted();
      if (this.#hasEnded) throw this.#tooLate(call);
      return await work();
    } catch (error) {
      call.failed = error;
      throw this.#located(error, call);
    } finally {
      this.#underWay.delete(call);
    }
  }

  /** Whoever calls this late listens to nothing any more: the stream has to fail by itself. */
  #tooLate(call: PipeCall): HatcheryError {
    const { plugin, faults } = this.#options;
    const place = this.#placeOf(call);
    const error = violation('nothing-after-the-end', `called ${call.name} after collect had ended`, { plugin, place });
    faults.add(error);
    return error;
  }

  #located(error: unknown, call: PipeCall): unknown {
    if (!HatcheryError.is(error) || error === this.#options.signal.reason) return error;
    return error.within({ place: this.#placeOf(call) });
  }

  #placeOf({ made }: PipeCall): string | undefined {
    return placeOf(made, this.#options.plugin);
  }
}
