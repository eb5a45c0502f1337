import type { Window } from '@hatchery/core';
import { formatTime, timeUnit } from './time-format.ts';
import type { WindowOptions } from './window-options.ts';

/** One value to be put into a request. */
export interface Parameter {
  readonly in: 'query' | 'body';
  readonly name: string;
  readonly value: string | number;
}

/**
 * The parameters by which a request asks for a window.
 *
 * @param bounded whether the run was given its start and end
 */
export function windowParameters(options: WindowOptions, window: Window, bounded: boolean): Parameter[] {
  const { from, to, range, format } = options;
  const write = (time: Date, isShifted: boolean): string =>
    formatTime(isShifted ? new Date(time.getTime() - timeUnit(format)) : time, format);
  const parameters: Parameter[] = [];
  if (from !== undefined) {
    parameters.push({
      in: from.in,
      name: from.name,
      value: typed(write(window.from, from.exclusive), from.in, format),
    });
  }
  if (to !== undefined && (bounded || !to.onlyBounded)) {
    parameters.push({ in: to.in, name: to.name, value: typed(write(window.to, to.inclusive), to.in, format) });
  }
  if (range !== undefined) {
    const value = range.value
      .replaceAll('{from}', () => write(window.from, false))
      .replaceAll('{to}', () => write(window.to, range.inclusive));
    parameters.push({ in: range.in, name: range.name, value });
  }
  return parameters;
}

/** Whether a request can be asked for a window and nothing before it. */
export function knowsStart(options: WindowOptions | undefined): boolean {
  return options?.from !== undefined || options?.range?.value.includes('{from}') === true;
}

/** Whether a request can be asked for a window and nothing after it. */
export function knowsEnd(options: WindowOptions | undefined): boolean {
  return options?.to !== undefined || options?.range?.value.includes('{to}') === true;
}

/** In a JSON body, seconds and milliseconds since 1970 are numbers. */
function typed(text: string, place: 'query' | 'body', format: string): string | number {
  return place === 'body' && (format === 'unix' || format === 'unix-ms') ? Number(text) : text;
}
