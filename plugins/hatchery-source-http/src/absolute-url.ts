/**
 * A URL of the options as an absolute one: itself, or a path put after the base, whose own path is kept.
 *
 * @returns `undefined` if that gives no http or https URL
 */
export function absoluteUrl(url: string, baseUrl: string | undefined): URL | undefined {
  const isAbsolute = /^[a-z][a-z\d+.-]*:/i.test(url);
  if (!isAbsolute && baseUrl === undefined) return undefined;
  const parsed = URL.parse(isAbsolute ? url : join(baseUrl ?? '', url));
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
}

function join(base: string, path: string): string {
  if (path.startsWith('?')) return base + path;
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}
