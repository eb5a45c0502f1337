import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stream } from '@hatchery/engine';
import { openProject } from '@hatchery/host';
import { linkPackages } from '../../support/linked-project.ts';
import { type Feed, type FeedKind, settleMs } from '../feeds/feed.ts';
import type { Place, PlaceKind } from '../places/place.ts';
import { type Ended, HatcheryProcess } from './hatchery-process.ts';
import { problemsOf } from './problems-of.ts';
import { TestClock } from './test-clock.ts';

/** One stream: a service, a store, a project with a config that joins the two, and the time. */
export class Scene implements AsyncDisposable {
  readonly clock: TestClock;
  readonly feed: Feed;
  readonly place: Place;
  readonly folder: string;

  private constructor(clock: TestClock, feed: Feed, place: Place, folder: string) {
    this.clock = clock;
    this.feed = feed;
    this.place = place;
    this.folder = folder;
  }

  /** @param past how many events there are before the first run */
  static async open(feedKind: FeedKind, placeKind: PlaceKind, past = 12): Promise<Scene> {
    const clock = new TestClock();
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'hatchery-proof-')));
    const feed = await feedKind.start(clock, past);
    const place = await placeKind.open(folder, clock);
    await mkdir(join(folder, 'node_modules'));
    await linkPackages(folder);
    const streams = [{ id: 'proof', source: feed.source, destination: place.destination, lookback: '1h' }];
    await writeFile(join(folder, 'hatchery.json'), JSON.stringify({ streams }));
    return new Scene(clock, feed, place, folder);
  }

  /** Starts `hatchery run`; it sees this scene's time. */
  start(options: { readonly killAt?: number | undefined; readonly stepsFile?: string } = {}): HatcheryProcess {
    return new HatcheryProcess({ folder: this.folder, clockShift: this.clock.shift, ...options });
  }

  /** Runs it to its end without harm, and counts its steps. */
  async runCounted(): Promise<Ended & { readonly steps: number }> {
    const stepsFile = join(this.folder, 'steps');
    const ended = await this.start({ stepsFile }).ended;
    return { ...ended, steps: Number(await readFile(stepsFile, 'utf8').catch(() => 0)) };
  }

  /** Lets all that happened so far be ready to be asked for. */
  settle(): void {
    this.clock.jump(settleMs + 1_000);
  }

  /** The stream as `hatchery run` has it. */
  async bind(): Promise<readonly Stream[]> {
    const project = await openProject({ cwd: this.folder });
    return project.bind(project.select({ ids: [], tags: [], all: true }));
  }

  /** What is wrong with what was collected, by the test's own reading and by `verify`. */
  async problems(): Promise<string[]> {
    return problemsOf(await this.bind(), this.feed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.feed[Symbol.asyncDispose]();
    await this.place[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}
