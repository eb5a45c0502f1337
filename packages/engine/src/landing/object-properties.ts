import type { OpenedBody } from './open-body.ts';

/** S3 takes 2 KiB of metadata in all. */
const longestUrl = 1_000;

/**
 * What is kept beside an object, where the store can: the evidence of the ledger, so that an object that is copied away still
 * says where it came from. The sha256 is missing for bodies that are streamed, as it comes after the headers.
 */
export function objectProperties(
  common: Readonly<Record<string, string>>,
  { request, digest }: OpenedBody,
): Record<string, string> {
  const own = {
    'hatchery-sha256': digest?.sha256,
    'hatchery-request': request && `${request.method} ${request.url}`.slice(0, longestUrl),
    'hatchery-status': request && String(request.status),
    'hatchery-date': request?.date,
    'hatchery-fetched-at': request?.fetchedAt,
  };
  return { ...common, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) } as Record<
    string,
    string
  >;
}
