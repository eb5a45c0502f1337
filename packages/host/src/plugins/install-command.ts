/** The command that installs a plugin beside a config, as every hint gives it. */
export function installCommand(name: string): string {
  return `hatchery plugins install ${name}`;
}
