import { run } from '@hatchery/engine';
import { type Fault, faults } from '@hatchery/testkit';
import type { Random } from './random.ts';
import type { Scene } from './scene.ts';

const upsets: readonly Fault[] = [
  faults.status(503),
  faults.status(429, { headers: { 'retry-after': '0' } }),
  faults.html(502),
  faults.reset('before'),
  faults.reset('body'),
  faults.reset('after'),
  faults.truncate(),
  faults.delay(5),
  faults.hang('headers'),
  faults.hang('body'),
  // Does what was asked for, and then nobody hears of it.
  async (exchange) => {
    await exchange.answer();
    exchange.reset();
  },
];

const timeouts = { connect: 5_000, headers: 500, idle: 500 };
const retry = { base: 1, cap: 20 };

/**
 * Runs a stream, three times over, while requests to its service and its store go wrong at random and events go on happening;
 * then once more without harm.
 *
 * @returns what is wrong then, a sentence each
 */
export async function runUpset(scene: Scene, random: Random): Promise<string[]> {
  for (let runs = 3; runs > 0; runs--) {
    for (let n = random.between(1, 8); n > 0; n--)
      scene.feed.server.inject(random.pick(upsets), { after: random.between(0, 12) });
    for (let n = random.between(1, 8); n > 0; n--) scene.place.disturb(random);
    scene.feed.arrive(random.between(0, 2));
    await run(await scene.bind(), { retry, timeouts, now: new Date(scene.clock.now()) });
    scene.clock.jump(random.between(0, 30_000));
  }
  scene.feed.server.heal();
  scene.settle();
  const { streams } = await run(await scene.bind(), {
    retry: { ...retry, retries: 12 },
    now: new Date(scene.clock.now()),
  });
  const failed = streams.filter(({ status }) => status !== 'completed');
  scene.place.heal();
  return [
    ...failed.map(({ status, error }) => `the last run ended ${status}: ${error?.message}`),
    ...(await scene.problems()),
  ];
}
