export { z } from 'zod';
export type { Body, Bytes } from './body.ts';
export {
  type CreateOptions,
  type DestinationBinding,
  type DestinationDefinition,
  type DestinationFactory,
  defineDestination,
  type ObjectStore,
  type OpenContext,
  type StoredObject,
} from './define-destination.ts';
export {
  type CheckContext,
  type CollectContext,
  defineSource,
  type Resume,
  type SourceBinding,
  type SourceDefinition,
  type SourceFactory,
} from './define-source.ts';
export { type DurationInput, duration, parseDuration } from './duration.ts';
export { type ErrorCode, errorCodes } from './error-codes.ts';
export { type ErrorContext, HatcheryError, type HatcheryErrorOptions } from './hatchery-error.ts';
export type { HttpAuth, HttpClient, HttpEvidence, HttpRequest, HttpResponse, QueryValue } from './http.ts';
export type { JsonValue } from './json.ts';
export type { LogFields, Logger, LogLevel } from './logger.ts';
export type { Format, Metadata } from './metadata.ts';
export { cursorAt } from './paging/cursor-at.ts';
export { CursorGuard } from './paging/cursor-guard.ts';
export { followUrl } from './paging/follow-url.ts';
export { itemsAt } from './paging/items-at.ts';
export { type Link, parseLinkHeader } from './paging/link-header.ts';
export { nextLink } from './paging/next-link.ts';
export { type Page, type PagesOptions, pages } from './paging/pages.ts';
export { type Path, pathKeys, valueAt } from './paging/value-at.ts';
export type { LandedObject, Pipe } from './pipe.ts';
export { redact } from './redact.ts';
export { env, file } from './references.ts';
export { Secret } from './secret.ts';
export { secret, secretMark } from './secret-schema.ts';
export type { Window, WindowPolicy } from './window.ts';
