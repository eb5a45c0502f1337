import type { ApiRequest } from './api-request.ts';
import type { Fault, FaultRule } from './exchange.ts';

interface PlannedFault<Kind> {
  readonly fault: Kind;
  readonly when: (request: ApiRequest) => boolean;
  readonly after: number;
  seen: number;
  left: number;
}

/** The faults still to come. Of several that are due for one request, the one injected first takes it. */
export class FaultPlan<Kind = Fault> {
  readonly #planned: PlannedFault<Kind>[] = [];

  inject(fault: Kind, { when = () => true, after = 0, times = 1 }: FaultRule = {}): void {
    this.#planned.push({ fault, when, after, seen: 0, left: times });
  }

  /** The fault for this request, used up by asking. Every fault counts the request, also if another one takes it. */
  take(request: ApiRequest): Kind | undefined {
    let taken: PlannedFault<Kind> | undefined;
    for (const planned of this.#planned) {
      if (!planned.when(request)) continue;
      planned.seen += 1;
      if (planned.seen > planned.after && planned.left > 0) taken ??= planned;
    }
    if (taken === undefined) return undefined;
    taken.left -= 1;
    return taken.fault;
  }

  /** Forgets all faults still to come. */
  clear(): void {
    this.#planned.length = 0;
  }
}
