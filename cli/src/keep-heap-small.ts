import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes: room for the values of a page of a few hundred kilobytes, so that they die young and need not be copied about. */
const youngEnough = 4 * 1_024 ** 2;

/**
 * Lets this process's heap grow slowly, as bytes only pass through a run: without it most of the peak is room that V8 keeps for
 * objects long gone. To be called before anything else is loaded. Measured in `docs/decisions/021-small-heap.md`.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=100');
  const observer = new PerformanceObserver(() => {
    if (youngSize() < youngEnough) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['gc'] });
}

function youngSize(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
}
