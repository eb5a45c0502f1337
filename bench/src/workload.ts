/** One kind of work, done by hatchery and by the least code that does it; one file each in `workloads/`. */
export interface Workload<Input = unknown> {
  readonly name: string;
  /** What is done, and what the floor leaves out. */
  readonly description: string;
  /** For work that takes long: so many rounds at the most, and none to warm up. */
  readonly rounds?: number;
  /** Starts what the work needs; called once, in the measuring process. */
  prepare(): Promise<Prepared<Input>>;
  /** Both do the work into an empty folder, each time in a process of its own. */
  contender(input: Input, folder: string): Promise<void>;
  floor(input: Input, folder: string): Promise<void>;
  /** Throws unless the folder holds what the work should have left. */
  verify(input: Input, folder: string): Promise<void>;
}

export interface Prepared<Input> extends AsyncDisposable {
  /** JSON: it is handed to the processes that do the work. */
  readonly input: Input;
  /** Bytes that the work moves. */
  readonly bytes: number;
}

export type Side = 'contender' | 'floor';
export const sides: readonly Side[] = ['contender', 'floor'];
