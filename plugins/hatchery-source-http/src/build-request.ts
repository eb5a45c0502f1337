import type { HttpRequest, JsonValue } from '@hatchery/core';
import { pathKeys } from '@hatchery/core';
import type { PlannedRequest } from './plan.ts';
import type { Parameter } from './window-parameters.ts';

export interface RequestParts {
  /** Where to send it, instead of the configured URL with its query: a next page that the service named. */
  readonly nextUrl?: string | undefined;
  readonly parameters: readonly Parameter[];
  /** The parameters replace the whole query or body that they go into. */
  readonly alone?: boolean;
}

/** A configured request with parameters put into its query and its JSON body. */
export function buildRequest(planned: PlannedRequest, parts: RequestParts): HttpRequest {
  const { options } = planned;
  const inQuery = parts.parameters.filter((parameter) => parameter.in === 'query');
  const inBody = parts.parameters.filter((parameter) => parameter.in === 'body');
  const query = parts.alone === true && inQuery.length > 0 ? {} : options.query;
  const isFollowed = parts.nextUrl !== undefined;
  const json = jsonBody(options.json, inBody, parts.alone === true);
  return {
    url: isFollowed ? parts.nextUrl : withoutQuery(planned.url, inQuery, parts.alone === true),
    query: {
      ...(isFollowed ? {} : query),
      ...Object.fromEntries(inQuery.map(({ name, value }) => [name, value])),
      ...options.secretQuery,
    },
    headers: planned.headers,
    auth: planned.auth,
    ...(options.method === undefined ? {} : { method: options.method }),
    ...(json === undefined ? {} : { json }),
    ...(options.text === undefined ? {} : { body: options.text }),
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  };
}

/** The configured URL, without what the parameters are to replace. */
function withoutQuery(configured: URL, parameters: readonly Parameter[], alone: boolean): URL {
  const url = new URL(configured);
  if (alone && parameters.length > 0) url.search = '';
  for (const { name } of parameters) if (url.searchParams.has(name)) url.searchParams.delete(name);
  return url;
}

function jsonBody(
  configured: JsonValue | undefined,
  parameters: readonly Parameter[],
  alone: boolean,
): JsonValue | undefined {
  if (parameters.length === 0) return configured;
  let body: JsonValue = alone ? {} : (configured ?? {});
  for (const { name, value } of parameters) body = withValue(body, pathKeys(name), value);
  return body;
}

/** A copy of a JSON object with one value set, objects on the way to it made where there are none. */
function withValue(
  target: JsonValue | undefined,
  [key, ...rest]: readonly string[],
  value: string | number,
): JsonValue {
  if (key === undefined) return value;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const object = isObject ? (target as Record<string, JsonValue>) : {};
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  return Object.fromEntries([...Object.entries(object), [key, withValue(inner, rest, value)]]);
}
