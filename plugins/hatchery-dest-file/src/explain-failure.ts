import { HatcheryError } from '@hatchery/core';

interface Explanation {
  readonly because: string;
  readonly hint: string;
}

const full: Explanation = {
  because: 'the disk is full',
  hint: 'Free some space and run again; nothing half-written was left behind.',
};
const forbidden: Explanation = {
  because: 'this process has no permission',
  hint: 'Check the owner and the permissions of the folder.',
};
const noHardLinks: Explanation = {
  because: 'the file system has no hard links, without which an object cannot appear whole and never over another',
  hint: 'Choose a folder on a file system that has them: ext4, XFS, Btrfs, ZFS, APFS, NTFS or NFS.',
};
const occupied: Explanation = {
  because: 'a file lies where a folder is needed, or a folder where a file is',
  hint: 'Names of objects must not be the folders of others; change the name template, or move what is there.',
};
const tooMany: Explanation = {
  because: 'too many files are open',
  hint: 'Raise the limit (ulimit -n) or lower --concurrency.',
};

const byCode: Readonly<Record<string, Explanation>> = {
  ENOSPC: full,
  EDQUOT: { ...full, because: 'the disk quota is used up' },
  EFBIG: {
    because: 'the file is larger than the file system or a limit of this process (ulimit -f) allows',
    hint: 'Raise the limit, or collect smaller objects.',
  },
  EROFS: { because: 'the file system is read-only', hint: 'Mount it for writing, or choose another folder.' },
  EACCES: forbidden,
  EPERM: forbidden,
  ENOTDIR: occupied,
  EISDIR: occupied,
  EMFILE: tooMany,
  ENFILE: tooMany,
  EXDEV: {
    because: 'another file system is mounted inside the folder',
    hint: 'Keep the whole folder on one file system.',
  },
  ELOOP: { because: 'links lead in a circle, or one lies where a file should', hint: 'Remove the links.' },
  EIO: { because: 'the disk reports an error', hint: 'Look at the log of the operating system.' },
};

const linkless = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * An error of the file system as one that says what was tried and why it did not work. Ours are given back as they are.
 *
 * @param attempt completes "Could not …"
 */
export function explainFailure(error: unknown, attempt: string): HatcheryError {
  if (HatcheryError.is(error)) return error;
  const code = systemCode(error);
  const known = code !== undefined && linkless.has(code) && isLinkCall(error) ? noHardLinks : byCode[code ?? ''];
  const because = known?.because ?? (error instanceof Error ? error.message : String(error));
  return new HatcheryError('DESTINATION_FAILED', `Could not ${attempt}: ${because}.`, {
    hint: known?.hint,
    cause: error,
  });
}

/** `ENOENT` and the like; `undefined` for what is no error of the system. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function isLinkCall(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall === 'link';
}
