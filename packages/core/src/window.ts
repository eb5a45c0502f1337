import type { DurationInput } from './duration.ts';

/** A half-open span of time: `from` belongs to it, `to` does not. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** How the host cuts windows for a source. Each default suits an API without lag and with exact time filters. */
export interface WindowPolicy {
  /** The finest step that the API's time filter knows; both edges are cut to a multiple of it. @default '1ms' */
  readonly granularity?: DurationInput;
  /** How far back from its window's end the first run goes when the config does not say. @default '10m' */
  readonly lookback?: DurationInput;
  /** The newest part not to be asked for yet, as the API is known to lag behind. @default 0 */
  readonly settle?: DurationInput;
  /** How much of the last window to ask for again, for events that arrive late. @default 0 */
  readonly overlap?: DurationInput;
  /** The longest window the API takes in one query; longer ones are cut into several, each committed. @default no limit */
  readonly maxSpan?: DurationInput;
  /** How long the service keeps its logs; older windows are cut off with a warning. @default not known */
  readonly retention?: DurationInput;
}
