import type { ChangeOptions, InstallOptions, LockHolder } from '@hatchery/host/install';
import { printAside } from '../base/print.ts';
import { projectOptions, userPluginFolder } from '../base/project-options.ts';
import { spanFrom } from '../run/span-flag.ts';
import { approveCandidates } from './approve-candidates.ts';
import { sayRetries } from './say-retries.ts';

interface ChangeFlags {
  readonly config?: string | undefined;
  readonly user: boolean;
  readonly delegate: boolean;
  readonly 'dry-run': boolean;
}

interface ChooseFlags extends ChangeFlags {
  readonly 'minimum-age'?: string | undefined;
  readonly 'allow-git': boolean;
  readonly 'allow-url': boolean;
  readonly yes: boolean;
}

/** What the host is told of a change of the installed plugins. */
export async function changeOptions(flags: ChangeFlags): Promise<ChangeOptions> {
  const { openCatalog } = await import('@hatchery/host');
  const { findInstallTarget, userTarget } = await import('@hatchery/host/install');
  const target = flags.user
    ? userTarget(userPluginFolder())
    : await findInstallTarget((await openCatalog(projectOptions(flags))).directory, userPluginFolder());
  return { target, dryRun: flags['dry-run'], delegate: flags.delegate, onWait: sayWhoHoldsIt };
}

/** The same, and how versions are chosen. */
export async function chooseOptions(flags: ChooseFlags): Promise<InstallOptions> {
  const { 'minimum-age': minimumAge, 'allow-git': git, 'allow-url': url, yes } = flags;
  sayRetries();
  return {
    ...(await changeOptions(flags)),
    ...(minimumAge === undefined ? {} : { minimumAge: spanFrom(minimumAge, '--minimum-age') }),
    allow: [...(git ? (['git'] as const) : []), ...(url ? (['url'] as const) : [])],
    approve: (candidates) => approveCandidates(candidates, yes),
  };
}

function sayWhoHoldsIt(holder: LockHolder | undefined): void {
  const who =
    holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}, since ${holder.since}`;
  printAside(`waiting for ${who}, which changes the same packages …`);
}
