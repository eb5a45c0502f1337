import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Gives text a colour, or leaves it as it is. */
export type Painter = (style: Style, text: string) => string;

export interface PaintTarget {
  readonly isTTY?: boolean | undefined;
}

/**
 * Colours for a terminal and for nothing else. `NO_COLOR` (any value but the empty one) turns them off,
 * `FORCE_COLOR` on, also without a terminal; `FORCE_COLOR=0` is off.
 */
export function painterFor(target: PaintTarget, variables: NodeJS.ProcessEnv = process.env): Painter {
  return wantsColor(target, variables) ? paint : plain;
}

export const plain: Painter = (_style, text) => text;

const paint: Painter = (style, text) => styleText(style, text, { validateStream: false });

function wantsColor(target: PaintTarget, variables: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR: never, FORCE_COLOR: always, TERM: terminal } = variables;
  if (never !== undefined && never !== '') return false;
  if (always !== undefined) return always !== '0' && always !== 'false';
  return target.isTTY === true && terminal !== 'dumb';
}
