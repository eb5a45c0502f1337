import { Fleet, type Task } from './fleet.ts';
import type { Random } from './random.ts';

/** Done, held by another task's lease, or dead. */
const exitCodes = new Set([0, 75, 137]);

/** About how many steps a task takes that has a few streams. */
const steps = 80;

/**
 * Runs a job of `workers` tasks over many streams, all at the same time. Some tasks die and are started again, as a platform
 * retries them; some are started twice. While the last of them are at work the job comes again, with one task more: streams
 * change hands as they are worked on. Then the larger job runs once more without harm.
 *
 * @returns what is wrong then, a sentence each; and how many processes died
 */
export async function runShards(random: Random, workers: number): Promise<{ wrong: string[]; died: number }> {
  await using fleet = await Fleet.open(3 * workers, 6);
  const wrong: string[] = [];
  let died = 0;
  const run = async (task: Task, killAt?: number): Promise<number> => {
    const { code, log } = await fleet.start(task, killAt).ended;
    if (!exitCodes.has(code)) wrong.push(`task ${task.index} of ${task.count} exited ${code}:\n${log}`);
    if (code === 137) died += 1;
    return code;
  };
  const untilAlive = async (task: Task): Promise<void> => {
    const killAt = random.chance(0.4) ? random.between(1, steps) : undefined;
    if ((await run(task, killAt)) === 137) await untilAlive(task);
  };
  const job = (count: number): Promise<unknown>[] =>
    tasksOf(count)
      .flatMap((task) => (random.chance(0.2) ? [task, task] : [task]))
      .map(untilAlive);

  const first = job(workers);
  await Promise.race(first);
  fleet.arrive(random);
  fleet.settle();
  await Promise.all([...first, ...job(workers + 1)]);
  fleet.settle();
  const last = tasksOf(workers + 1).map(async (task) => ({ task, ...(await fleet.start(task).ended) }));
  for (const { task, code, log } of await Promise.all(last)) {
    if (code !== 0) wrong.push(`task ${task.index} of the last job exited ${code}:\n${log}`);
  }
  return { wrong: [...wrong, ...(await fleet.problems())], died };
}

function tasksOf(count: number): Task[] {
  return Array.from({ length: count }, (_, index) => ({ index, count }));
}
