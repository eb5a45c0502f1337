import { type GcsFault, gcsFaults, faults, gcsServer } from '@hatchery/testkit';
import type { PlaceKind } from './place.ts';

const upsets: readonly GcsFault[] = [
  gcsFaults.refuse(503, 'backendError', 'Try again.'),
  gcsFaults.refuse(429, 'rateLimitExceeded', 'Too fast.'),
  gcsFaults.cutUpload(40),
  gcsFaults.lostAnswer(),
  gcsFaults.slowReader(200, 1),
  faults.reset('body'),
];

export const gcsPlace: PlaceKind = {
  name: 'gcs',
  steps: 70,
  async open(_folder, clock) {
    const server = await gcsServer({ clock });
    return {
      destination: { use: 'gcs', bucket: 'bucket', apiEndpoint: server.url, projectId: 'proof', retryWait: '1ms' },
      disturb: (random) => server.inject(random.pick(upsets), { after: random.between(0, 30) }),
      heal: () => server.heal(),
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
