/** What hatchery can be deployed to, as the command line names it. */
export const targetNames = [
  'cloud-run',
  'kubernetes',
  'lambda',
  'github-actions',
  'systemd',
  'crontab',
  'docker',
] as const;

export type TargetName = (typeof targetNames)[number];
