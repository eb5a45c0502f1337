import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProject } from '@hatchery/host';
import { linkPackages } from '../../support/linked-project.ts';
import { settleMs } from '../feeds/feed.ts';
import { startTenantsFeed, type TenantsFeed } from '../feeds/tenants-feed.ts';
import { gcsPlace } from '../places/gcs-place.ts';
import type { Place } from '../places/place.ts';
import { HatcheryProcess } from './hatchery-process.ts';
import { problemsOf } from './problems-of.ts';
import type { Random } from './random.ts';
import { TestClock } from './test-clock.ts';

/** One of the tasks of a job. */
export interface Task {
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** Many streams, one bucket, and a job of many tasks that share the streams among themselves. */
export class Fleet implements AsyncDisposable {
  readonly clock: TestClock;
  readonly feed: TenantsFeed;
  readonly #place: Place;
  readonly #folder: string;

  private constructor(clock: TestClock, feed: TenantsFeed, place: Place, folder: string) {
    this.clock = clock;
    this.feed = feed;
    this.#place = place;
    this.#folder = folder;
  }

  /** @param past how many events each stream's service has before the first run */
  static async open(streams: number, past: number): Promise<Fleet> {
    const clock = new TestClock();
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'hatchery-fleet-')));
    const feed = await startTenantsFeed(clock, streams, past);
    const place = await gcsPlace.open(folder, clock);
    await mkdir(join(folder, 'node_modules'));
    await linkPackages(folder);
    const config = {
      defaults: { destination: place.destination, lookback: '1h' },
      streams: feed.tenants.map((id) => ({ id, source: feed.sourceOf(id) })),
    };
    await writeFile(join(folder, 'hatchery.json'), JSON.stringify(config));
    return new Fleet(clock, feed, place, folder);
  }

  /** Starts a task as Cloud Run does. */
  start({ index, count }: Task, killAt?: number): HatcheryProcess {
    return new HatcheryProcess({
      folder: this.#folder,
      clockShift: this.clock.shift,
      killAt,
      args: ['-a', '--shard', 'auto'],
      env: { CLOUD_RUN_TASK_INDEX: String(index), CLOUD_RUN_TASK_COUNT: String(count) },
    });
  }

  /** Lets events happen to some of the streams. */
  arrive(random: Random): void {
    for (const tenant of this.feed.tenants) this.feed.arrive(tenant, random.between(0, 2));
  }

  /** Lets all that happened so far be ready to be asked for, and the leases of the dead end. */
  settle(): void {
    this.clock.jump(2 * settleMs + 1_000);
  }

  /** What is wrong with what was collected. */
  async problems(): Promise<string[]> {
    const project = await openProject({ cwd: this.#folder });
    return problemsOf(await project.bind(project.streams), this.feed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.feed[Symbol.asyncDispose]();
    await this.#place[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
