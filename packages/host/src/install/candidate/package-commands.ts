import { isPlainObject } from '../../plain-object.ts';
import { notInstallable } from './candidate-errors.ts';

/** What people and scripts call without a thought of where it comes from. */
const reserved = new Set(['hatchery', 'node', 'npm', 'npx']);

/** The commands that a package brings: npm links them where they are found before all others. */
export function commandsOf({ name, bin }: Readonly<Record<string, unknown>>): string[] {
  const named = typeof bin === 'string' ? [String(name)] : isPlainObject(bin) ? Object.keys(bin) : [];
  // Of a scope or a path, npm takes the last part.
  return named.map((command) => command.split(/[/\\:]/).at(-1) ?? command);
}

/** @throws HatcheryError `PLUGIN_NOT_A_PLUGIN` if a plugin would stand in for hatchery or for what runs it */
export function refuseReservedCommands(plugin: string, manifest: Readonly<Record<string, unknown>>): void {
  const taken = commandsOf(manifest).find((command) => reserved.has(command));
  if (taken !== undefined) throw notInstallable(plugin, `it brings a command of its own called \`${taken}\``);
}
