import { HatcheryError } from '@hatchery/core';
import type { StreamSummary } from '@hatchery/host';
import type { Schedule } from './deploy-plan.ts';
import { plainWord } from './plain-word.ts';
import { slug } from './slug.ts';

/** Minutes off the hour, when everybody else's jobs do not start. */
const defaults: Readonly<Record<string, string>> = {
  minutely: '* * * * *',
  hourly: '7 * * * *',
  daily: '17 3 * * *',
  weekly: '27 4 * * 1',
  monthly: '37 5 1 * *',
};

export interface PlannedSchedules {
  readonly schedules: readonly Schedule[];
  readonly warnings: readonly string[];
}

/**
 * When each tag is due: as the config says, else as its name does.
 *
 * @throws HatcheryError `USAGE` for a tag that no command line can name, and if nothing is scheduled at all
 */
export function plannedSchedules(
  streams: readonly StreamSummary[],
  schedule: Readonly<Record<string, string>>,
): PlannedSchedules {
  const tags = [...new Set(streams.flatMap((stream) => stream.tags))].sort();
  const schedules = tags.flatMap((tag): Schedule[] => {
    const cron = Object.hasOwn(schedule, tag)
      ? schedule[tag]
      : Object.hasOwn(defaults, tag)
        ? defaults[tag]
        : undefined;
    if (cron === undefined) return [];
    const count = streams.filter((stream) => stream.tags.includes(tag)).length;
    const from = Object.hasOwn(schedule, tag) ? 'config' : 'name';
    return [{ tag: nameable(tag), slug: slug(tag, 24), cron, from, streams: count }];
  });
  if (schedules.length === 0) throw nothingScheduled(tags);
  return { schedules, warnings: warningsOf(streams, schedule, schedules) };
}

function warningsOf(
  streams: readonly StreamSummary[],
  schedule: Readonly<Record<string, string>>,
  schedules: readonly Schedule[],
): string[] {
  const due = new Set(schedules.map(({ tag }) => tag));
  const idle = [...new Set(streams.flatMap(({ tags }) => tags))].filter((tag) => !due.has(tag)).sort();
  const left = streams.filter(({ tags }) => !tags.some((tag) => due.has(tag)));
  const unused = Object.keys(schedule).filter((tag) => !due.has(tag));
  return [
    ...idle.map(
      (tag) => `The tag ${JSON.stringify(tag)} has no schedule: nothing starts it. Give it one in \`schedule\`.`,
    ),
    ...left.map(
      ({ id }) => `The stream ${JSON.stringify(id)} has no tag with a schedule: it is not part of this deployment.`,
    ),
    ...unused.map((tag) => `The schedule for ${JSON.stringify(tag)} starts nothing: no stream has this tag.`),
  ];
}

/** The flag takes lists: commas separate, and blanks around a word do not count. */
function nameable(tag: string): string {
  if (!tag.includes(',') && tag.trim() === tag) return plainWord(tag, 'The tag');
  throw new HatcheryError('USAGE', `The tag ${JSON.stringify(tag)} cannot be asked for on a command line.`, {
    hint: 'Commas separate tags there, and blanks around them are dropped. Rename the tag.',
  });
}

function nothingScheduled(tags: readonly string[]): HatcheryError {
  const known = tags.length === 0 ? 'No stream has a tag' : `There are the tags ${tags.join(', ')}`;
  return new HatcheryError('USAGE', `No tag has a schedule, so there is nothing to deploy. ${known}.`, {
    hint: `Add \`schedule: { TAG: "17 3 * * *" }\` to the config, or tag streams ${Object.keys(defaults).join(', ')}.`,
  });
}
