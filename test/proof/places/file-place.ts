import { join } from 'node:path';
import type { PlaceKind } from './place.ts';

export const filePlace: PlaceKind = {
  name: 'file',
  steps: 450,
  open(folder) {
    return Promise.resolve({
      destination: { use: 'file', path: join(folder, 'logs') },
      disturb() {},
      heal() {},
      [Symbol.asyncDispose]: () => Promise.resolve(),
    });
  },
};
