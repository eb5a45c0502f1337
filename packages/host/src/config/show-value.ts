const maxShown = 40;

/**
 * A value as a message may show it.
 *
 * @param options.text whether a text may be shown as it is; only where it can hold no secret
 */
export function showValue(value: unknown, options: { readonly text: boolean }): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return options.text ? quoted(value) : 'a text';
  if (typeof value === 'number' || typeof value === 'bigint') return options.text ? `the number ${value}` : 'a number';
  if (typeof value === 'boolean') return options.text ? String(value) : 'a boolean';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'function' ? 'a function' : 'an object';
}

/** Any value as text in quotes, on one line and not too long. */
export function quoted(text: string): string {
  const shown = JSON.stringify(text.length > maxShown ? `${text.slice(0, maxShown)}…` : text);
  return shown.replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
