import type { DeployPlan, Schedule } from '../../plan/deploy-plan.ts';
import { header } from '../../render/header.ts';
import { runWords } from '../../render/run-words.ts';
import { runSeconds } from '../run-seconds.ts';
import { commandWord, plainValue, quotedWord, unitText } from './unit-text.ts';

/** What a run does not need. */
const hardening = [
  ['NoNewPrivileges', 'yes'],
  ['CapabilityBoundingSet', ''],
  ['ProtectSystem', 'strict'],
  ['ProtectHome', 'yes'],
  ['ProtectProc', 'invisible'],
  ['ProtectClock', 'yes'],
  ['ProtectHostname', 'yes'],
  ['ProtectKernelLogs', 'yes'],
  ['ProtectKernelModules', 'yes'],
  ['ProtectKernelTunables', 'yes'],
  ['ProtectControlGroups', 'yes'],
  ['PrivateDevices', 'yes'],
  ['PrivateTmp', 'yes'],
  ['RestrictAddressFamilies', 'AF_INET AF_INET6 AF_UNIX'],
  ['RestrictNamespaces', 'yes'],
  ['RestrictRealtime', 'yes'],
  ['RestrictSUIDSGID', 'yes'],
  ['LockPersonality', 'yes'],
  ['SystemCallArchitectures', 'native'],
  ['SystemCallFilter', '@system-service'],
  ['UMask', '0077'],
] as const;

/** The service that runs the streams of a tag, once. */
export function serviceUnit(plan: DeployPlan, schedule: Schedule, folder: string): string {
  const command = [`/usr/local/libexec/${plan.name}/start.sh`, ...runWords(plan, schedule.tag)];
  // Files are read by the service's own user, who is made when it starts: a group that is there before lets it.
  const group = plan.secretFiles.length === 0 ? [] : [['SupplementaryGroups', plan.name] as const];
  const keepsFiles = plan.plugins.some(({ name }) => name === 'hatchery-dest-file');
  return unitText(header('systemd'), {
    Unit: [
      ['Description', `hatchery: ${plan.name} ${schedule.slug}`],
      ['Wants', 'network-online.target'],
      ['After', 'network-online.target'],
    ],
    Service: [
      ['Type', 'oneshot'],
      ['WorkingDirectory', plainValue(folder)],
      ['ExecStart', command.map(commandWord).join(' ')],
      // Another run at work is no failure.
      ['SuccessExitStatus', '75'],
      ['TimeoutStartSec', String(runSeconds)],
      ['TimeoutStopSec', '15'],
      // One name for all tags: users of their own would take the folder of objects from each other while they run.
      ['User', `${plan.name}-runner`],
      ['DynamicUser', 'yes'],
      ...plan.settings.map(({ name, value }) => ['Environment', quotedWord(`${name}=${value}`)] as const),
      ...plan.secrets.map((name) => ['LoadCredential', `${name}:/etc/${plan.name}/${name}`] as const),
      ...(keepsFiles ? [['StateDirectory', plan.name] as const] : []),
      ...group,
      ...hardening,
    ],
  });
}
