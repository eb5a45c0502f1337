/** A value that JSON can carry unchanged. Whole numbers beyond 2^53 do not fit: keep those as strings. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
