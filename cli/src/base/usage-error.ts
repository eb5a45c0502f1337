import { HatcheryError } from '@hatchery/core';
import { nearest } from '@hatchery/host/nearest';
import type { Command, Errors } from '@oclif/core';

/** What of a command helps to say what was meant instead. */
export interface UsageContext {
  /** How the command is typed: `hatchery plugins inspect`. */
  readonly command: string;
  readonly flags: Command.Class['flags'];
  /** The words that may follow. */
  readonly subcommands: readonly string[];
}

/** Turns what oclif says of a command line into an error of hatchery's own, with the nearest right word. */
export function usageError(error: Errors.CLIError, context: UsageContext): HatcheryError {
  const help = `\`${context.command} --help\` shows what it takes.`;
  const flags = list(error, 'flags');
  if (flags !== undefined) {
    const [first = ''] = flags;
    const message = `Unknown flag${flags.length === 1 ? '' : 's'}: ${flags.join(', ')}.`;
    return new HatcheryError('USAGE', message, { hint: suggest(nearestFlag(first, context.flags), help) });
  }
  const args = list(error, 'args');
  if (args !== undefined) {
    const [first = ''] = args;
    const message = `Unexpected argument${args.length === 1 ? '' : 's'}: ${args.join(', ')}.`;
    return new HatcheryError('USAGE', message, { hint: suggest(nearestCommand(first, context), help) });
  }
  return new HatcheryError('USAGE', sentence(error.message), { hint: help });
}

function list(error: Errors.CLIError, key: 'flags' | 'args'): readonly string[] | undefined {
  const value: unknown = key in error ? (error as unknown as Record<string, unknown>)[key] : undefined;
  const isWords = Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string');
  return isWords ? value : undefined;
}

function nearestFlag(flag: string, flags: UsageContext['flags']): string | undefined {
  const [typed = ''] = flag.replace(/^-+/, '').split('=');
  const names = Object.entries(flags).flatMap(([name, definition]) => [name, ...(definition.aliases ?? [])]);
  const found = nearest(typed, [...names, 'help']);
  return found === undefined ? undefined : `--${found}`;
}

function nearestCommand(word: string, context: UsageContext): string | undefined {
  const found = nearest(word, context.subcommands);
  return found === undefined ? undefined : `${context.command} ${found}`;
}

function suggest(found: string | undefined, otherwise: string): string {
  return found === undefined ? otherwise : `Did you mean \`${found}\`? ${otherwise}`;
}

/** oclif's own words, without its advice at the end and the break in the middle. */
function sentence(message: string): string {
  const text = message
    .replace(/\nSee more help with --help$/, '')
    .replace(/^Parsing (--\S+)\s+/, '$1: ')
    .trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
