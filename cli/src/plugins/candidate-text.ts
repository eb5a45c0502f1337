import type { Candidate, Trust } from '@hatchery/host/install';
import { count } from '../output/count.ts';
import type { Painter } from '../output/painter.ts';
import { oneLine } from '../output/printable.ts';
import { bytesText } from '../output/units.ts';

const sources: Readonly<Record<Candidate['source'], string>> = {
  registry: 'from the registry',
  tarball: 'from a tarball',
  folder: 'a link to a folder',
  git: 'from git',
  url: 'from a URL',
};

/** Of hosts, aliases, commands. */
const mostShown = 20;

/** What is about to be trusted, for people. */
export function candidateText(candidate: Candidate, paint: Painter, now: Date = new Date()): string {
  const { name, version, kind, source, trust } = candidate;
  const lines = [
    `${paint('bold', oneLine(name))} ${oneLine(version)}: ${kind}, ${sources[source]}`,
    ...versionLines(candidate),
    publishedLine(trust, now),
    contentsLine(trust),
    `talks to: ${trust.permissions?.hosts ? listText(trust.permissions.hosts) : 'not declared'}`,
    ...(trust.aliases.length === 0 ? [] : [`also called: ${listText(trust.aliases)}`]),
    ...(source === 'registry' ? [proofLine(trust)] : []),
    ...(trust.installScripts.length === 0
      ? []
      : [`scripts that will not run: ${oneLine(trust.installScripts.join(', '))}`]),
    ...(trust.commands.length === 0 ? [] : [`commands that it adds: ${listText(trust.commands)}`]),
  ];
  return lines.filter((line) => line !== undefined).join('\n  ');
}

function versionLines({ version, latest, passedOver }: Candidate): string[] {
  const [newest] = passedOver;
  if (newest !== undefined) return [`not ${oneLine(newest.version)}, because ${oneLine(newest.reason)}`];
  return latest === undefined || latest === version ? [] : [`the registry's latest is ${oneLine(latest)}`];
}

function publishedLine({ publisher, maintainers, publishedAt }: Trust, now: Date): string | undefined {
  const by = publisher ?? (maintainers.length > 0 ? maintainers.join(', ') : undefined);
  if (by === undefined && publishedAt === undefined) return undefined;
  const when = publishedAt === undefined ? '' : ` ${ageText(now.getTime() - Date.parse(publishedAt))}`;
  return `published${when}${by === undefined ? '' : ` by ${oneLine(by)}`}`;
}

function contentsLine({ unpackedSize, dependencies }: Trust): string {
  const size = unpackedSize === undefined ? [] : [`${bytesText(unpackedSize)} unpacked`];
  const needs = dependencies === 0 ? 'needs no other package' : `needs ${count(dependencies, 'other package')}`;
  return [...size, needs].join('; ');
}

function proofLine({ signature, provenance }: Trust): string {
  const workflow = provenance.workflow === undefined ? '' : ` (${oneLine(provenance.workflow)})`;
  return `registry signature: ${signature}; provenance: ${provenance.state}${workflow}`;
}

/** Not so long that it pushes all else out of sight. */
function listText(items: readonly string[]): string {
  const rest = items.length - mostShown;
  return [...items.slice(0, mostShown).map(oneLine), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ') || 'none';
}

/** `3 hours ago`: a new version is a thing of hours, an old one of days. */
function ageText(milliseconds: number): string {
  const hours = Math.max(0, Math.floor(milliseconds / 3_600_000));
  if (hours < 1) return 'within the last hour';
  return hours < 48 ? `${count(hours, 'hour')} ago` : `${Math.floor(hours / 24)} days ago`;
}
