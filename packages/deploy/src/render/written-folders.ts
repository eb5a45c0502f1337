/** Where deployments are written to: no part of what is deployed. */
export const writtenFolders = ['cloud-run', 'kubernetes', 'lambda', 'systemd', 'crontab'].map(
  (name) => `deploy/${name}`,
);
