import { writevSync } from 'node:fs';
import files, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { isLast, step } from './steps.ts';

type Operation = (...args: unknown[]) => Promise<unknown>;

const watched = [
  'link',
  'lstat',
  'mkdir',
  'open',
  'readdir',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'unlink',
  'writeFile',
] as const;

/** Makes a step of every operation on files below `root`, and of every write to one: before, in the middle of, and after it. */
export async function countFileSteps(root: string): Promise<void> {
  const handles = new WeakSet<object>();
  const isOurs = (args: readonly unknown[]): boolean =>
    args.some((arg) => typeof arg === 'string' && arg.startsWith(root));

  for (const name of watched) {
    const original = files[name] as unknown as Operation;
    Object.assign(files, {
      [name]: async (...args: unknown[]) => {
        if (!isOurs(args)) return original(...args);
        const result = await around(() => original(...args));
        if (name === 'open') handles.add(result as object);
        return result;
      },
    });
  }
  syncBuiltinESMExports();

  const handle = await files.open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as Record<'writev' | 'sync' | 'close', Operation>;
  await handle.close();
  for (const name of ['writev', 'sync', 'close'] as const) {
    const original = prototype[name];
    prototype[name] = async function counted(this: FileHandle, ...args: unknown[]) {
      if (!handles.has(this)) return original.apply(this, args);
      return around(() => {
        if (name === 'writev') writeHalf(this, args[0] as Buffer[]);
        return original.apply(this, args);
      });
    };
  }
}

async function around<T>(operation: () => Promise<T>): Promise<T> {
  step();
  const result = await operation();
  step();
  return result;
}

/** If this is where the process dies, half of the bytes are on the disk by then. */
function writeHalf({ fd }: FileHandle, [first]: readonly Buffer[]): void {
  if (isLast() && first !== undefined) writevSync(fd, [first.subarray(0, Math.ceil(first.length / 2))]);
  step();
}
