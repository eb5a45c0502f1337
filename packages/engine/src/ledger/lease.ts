import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who works on a window. It only saves others the work; that two runs never both commit is the chain's doing. */
export interface Lease {
  /** For people: host and process. */
  readonly holder: string;
  /** Tells one process from all others on the same kernel, where that can be known. */
  readonly process?: string;
  /** RFC 3339: when the run took the window. */
  readonly since: string;
  /** RFC 3339: until when the window is left to it, unless it renews. */
  readonly until: string;
}

/** Long enough to outlast a slow request, short enough that a crash on another machine delays little. */
export const defaultLeaseMs = 120_000;

/** A lease for this process. */
export function takeLease(since: Date, leaseMs: number): Lease {
  const process = identify('self');
  return {
    holder: `${hostname()}, process ${globalThis.process.pid}`,
    ...(process === undefined ? {} : { process }),
    since: since.toISOString(),
    until: new Date(Date.now() + leaseMs).toISOString(),
  };
}

/** Whether somebody else may still be at work: the lease has not ended, and its process is not known to be gone. */
export function isHeld(lease: Lease | undefined): lease is Lease {
  if (lease === undefined || Date.parse(lease.until) <= Date.now()) return false;
  return !isGone(lease.process);
}

/** True only if the process ran on this very kernel and in this very namespace, and is there no more. */
function isGone(process: string | undefined): boolean {
  const own = identify('self');
  if (process === undefined || own === undefined) return false;
  const [kernel, namespace, pid = ''] = process.split('/');
  const [ownKernel, ownNamespace] = own.split('/');
  return kernel === ownKernel && namespace === ownNamespace && identify(pid) !== process;
}

/** Boot, process namespace, number and start time of a process; `undefined` where there is no `/proc` or no such process. */
function identify(pid: string): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const namespace = readlinkSync(`/proc/${pid}/ns/pid`).replaceAll(/\D/g, '');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}/${namespace}/${stat.split(' ')[0]}/${startedAt}`;
  } catch {
    return undefined;
  }
}
