import { HatcheryError } from '@hatchery/core';
import { didYouMean } from './nearest.ts';
import type { Selectors, StreamSummary } from './project.ts';

const maxListed = 20;

/**
 * The streams that any selector names, in the config's order.
 *
 * @throws HatcheryError `USAGE` without any selector, `NO_STREAM_MATCHED`
 */
export function selectStreams(streams: readonly StreamSummary[], selectors: Selectors): readonly StreamSummary[] {
  const ids = new Set(selectors.ids);
  const tags = new Set(selectors.tags);
  if (selectors.all !== true && ids.size === 0 && tags.size === 0) {
    throw new HatcheryError('USAGE', `Say which streams to take. ${listing(streams)}`, {
      hint: 'Select by tag (-t), by id (-i), or take all (-a).',
    });
  }
  const selected = streams.filter(
    (stream) => selectors.all === true || ids.has(stream.id) || stream.tags.some((tag) => tags.has(tag)),
  );
  if (selected.length > 0) return selected;
  throw new HatcheryError('NO_STREAM_MATCHED', `No stream matches ${describe(selectors)}. ${listing(streams)}`, {
    hint: hintFor(streams, selectors),
  });
}

/** The ids and tags that name no stream, though others may. */
export function unmatchedSelectors(
  streams: readonly StreamSummary[],
  selectors: Selectors,
): { ids: string[]; tags: string[] } {
  const ids = new Set(streams.map((stream) => stream.id));
  const tags = new Set(streams.flatMap((stream) => stream.tags));
  return {
    ids: (selectors.ids ?? []).filter((id) => !ids.has(id)),
    tags: (selectors.tags ?? []).filter((tag) => !tags.has(tag)),
  };
}

function describe({ ids = [], tags = [] }: Selectors): string {
  const named = [...tags.map((tag) => `the tag "${tag}"`), ...ids.map((id) => `the id "${id}"`)];
  return named.length === 0 ? 'as the config has none' : named.join(' or ');
}

function listing(streams: readonly StreamSummary[]): string {
  if (streams.length === 0) return 'The config has no streams.';
  const tags = [...new Set(streams.flatMap((stream) => stream.tags))];
  const tagged = tags.length === 0 ? 'There are no tags' : `Tags: ${listed(tags)}`;
  return `${tagged}. Ids: ${listed(streams.map((stream) => stream.id))}.`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - maxListed;
  return names.slice(0, maxListed).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function hintFor(streams: readonly StreamSummary[], { ids = [], tags = [] }: Selectors): string | undefined {
  const knownIds = streams.map((stream) => stream.id);
  const knownTags = [...new Set(streams.flatMap((stream) => stream.tags))];
  const hints = [...tags.map((tag) => didYouMean(tag, knownTags)), ...ids.map((id) => didYouMean(id, knownIds))];
  return hints.find((hint) => hint !== undefined) ?? '`hatchery streams` lists all streams.';
}
