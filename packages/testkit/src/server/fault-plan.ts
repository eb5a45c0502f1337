import type { ApiRequest } from './api-request.ts';
import type { Fault, FaultRule } from './exchange.ts';

interface PlannedFault {
  readonly fault: Fault;
  readonly when: (request: ApiRequest) => boolean;
  unharmed: number;
  left: number;
}

/** The faults still to come. The first one injected that fits a request takes it. */
export class FaultPlan {
  readonly #planned: PlannedFault[] = [];

  inject(fault: Fault, rule: FaultRule = {}): void {
    this.#planned.push({
      fault,
      when: rule.when ?? (() => true),
      unharmed: rule.after ?? 0,
      left: rule.times ?? 1,
    });
  }

  /** The fault for this request, used up by asking. */
  take(request: ApiRequest): Fault | undefined {
    for (const planned of this.#planned) {
      if (planned.left === 0 || !planned.when(request)) continue;
      if (planned.unharmed > 0) {
        planned.unharmed--;
        continue;
      }
      planned.left--;
      return planned.fault;
    }
    return undefined;
  }

  /** Forgets all faults still to come. */
  clear(): void {
    this.#planned.length = 0;
  }
}
