import { extname } from 'node:path';

/**
 * What Node is to load a file of the user's as: spares it the guess, and the warning, in a project whose
 * `package.json` names no type.
 */
export function moduleFormatOf(path: string, text: string): string | undefined {
  if (!/^\s*(import|export)\b/m.test(text)) return undefined;
  return { '.ts': 'module-typescript', '.js': 'module' }[extname(path)];
}
