/** The command that installs a plugin beside a config, as every hint gives it. */
export function installCommand(name: string): string {
  return `hatchery plugins install ${name}`;
}

/** The command that brings the newest version that fits, as every hint gives it. */
export function updateCommand(name: string): string {
  return `hatchery plugins update ${name}`;
}
