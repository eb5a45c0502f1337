import { fileURLToPath } from 'node:url';

/** Where the code of the command line tool lies. */
export const ownFolder: string = fileURLToPath(new URL('..', import.meta.url));
