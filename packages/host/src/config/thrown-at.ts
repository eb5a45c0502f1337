import { fileURLToPath } from 'node:url';

/** Where an error was made: `file:line:column` of the innermost frame that is neither Node's nor a dependency's. */
export function thrownAt(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  for (const [, url = '', place = ''] of (error.stack ?? '').matchAll(/^ +at .*?(file:\/\/[^\s)]+?)(:\d+:\d+)\)?$/gm)) {
    if (!url.includes('/node_modules/') && URL.canParse(url)) return fileURLToPath(url) + place;
  }
  return undefined;
}
