import { awsFaults, awsServer, type Fault, faults } from '@hatchery/testkit';
import type { PlaceKind } from './place.ts';

const upsets: readonly Fault[] = [
  awsFaults.refuse('SlowDown'),
  awsFaults.refuse('InternalError'),
  awsFaults.resetInBody(40),
  awsFaults.lostAnswer(),
  faults.reset('before'),
  faults.delay(5),
];

export const s3Place: PlaceKind = {
  name: 's3',
  steps: 70,
  async open(_folder, clock) {
    const server = await awsServer({ clock });
    const { region, accessKeyId, secretAccessKey } = server;
    const credentials = { accessKeyId, secretAccessKey };
    return {
      destination: {
        use: 's3',
        bucket: 'example-logs',
        endpoint: server.url,
        forcePathStyle: true,
        region,
        ...credentials,
      },
      disturb: (random) => server.inject(random.pick(upsets), { after: random.between(0, 30) }),
      heal: () => server.heal(),
      [Symbol.asyncDispose]: () => server.close(),
    };
  },
};
