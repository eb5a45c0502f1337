import { setFlagsFromString } from 'node:v8';

/**
 * Lets this process's heap grow slowly, as bytes only pass through a run: without it most of the peak is room that V8 keeps for
 * objects long gone. To be called before anything else is loaded. Measured in `docs/decisions/021-small-heap.md`.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=100');
}
