const number = String.raw`\d{1,2}`;
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const day = '(?:mon|tue|wed|thu|fri|sat|sun)';

/** A step is understood everywhere only behind a star or a range. */
function field(item: string): string {
  const part = String.raw`(?:(?:\*|${item}-${item})(?:/\d{1,2})?|${item})`;
  return `${part}(?:,${part})*`;
}

/**
 * The shape of a cron expression that cron, systemd, Kubernetes, GitHub, Google Cloud and AWS can all be told. Not
 * the ranges of its numbers.
 */
export const portableCron: RegExp = new RegExp(
  `^${[
    field(number),
    field(number),
    field(number),
    field(`(?:${number}|${month})`),
    field(`(?:${number}|${day})`),
  ].join(' ')}$`,
  'i',
);
