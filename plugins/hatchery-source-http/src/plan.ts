import { Secret } from '@hatchery/core';
import { absoluteUrl } from './absolute-url.ts';
import type { Options } from './options.ts';
import type { RequestOptions } from './request-options.ts';
import { granularityOf } from './granularity.ts';

/** A request of the config, with what it shares with the others filled in. */
export interface PlannedRequest {
  readonly name: string;
  readonly url: URL;
  readonly options: RequestOptions;
  readonly headers: Readonly<Record<string, string | Secret>>;
  readonly auth:
    | { readonly bearer: Secret }
    | { readonly basic: { readonly username: string; readonly password: Secret } }
    | undefined;
  readonly allowedHosts: readonly string[];
  readonly schemaHint: string | undefined;
  /** Windows are cut to a multiple of it; milliseconds. */
  readonly granularity: number;
}

/** The requests that a config asks for, in its order. */
export function planRequests(options: Options): PlannedRequest[] {
  const requests = options.requests ?? [{ ...options, url: options.url ?? '' }];
  return requests.map((request) => plan(request, options, requests.length > 1));
}

function plan(request: RequestOptions, options: Options, isOneOfMany: boolean): PlannedRequest {
  const name = request.name ?? request.url;
  const url = absoluteUrl(request.url, options.baseUrl);
  if (url === undefined) throw new TypeError('The schema lets only http and https URLs through.');
  return {
    name,
    url,
    options: request,
    headers: allHeaders(request, options),
    auth: httpAuth(options.auth),
    allowedHosts: options.allowedHosts,
    schemaHint: request.schemaHint ?? (isOneOfMany ? name : undefined),
    granularity: granularityOf(options),
  };
}

/** By names in lower case, so that a request's own header takes the place of a shared one. */
function allHeaders(
  request: RequestOptions,
  { auth, headers, secretHeaders }: Options,
): Record<string, string | Secret> {
  const tokenHeader =
    auth?.header === undefined
      ? {}
      : { [auth.header.name]: new Secret(auth.header.prefix + auth.header.value.reveal()) };
  const all = [tokenHeader, headers, secretHeaders, request.headers, request.secretHeaders];
  const entries = all.flatMap((some) => Object.entries(some ?? {}));
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function httpAuth(auth: Options['auth']): PlannedRequest['auth'] {
  if (auth?.bearer !== undefined) return { bearer: auth.bearer };
  return auth?.basic === undefined ? undefined : { basic: auth.basic };
}
