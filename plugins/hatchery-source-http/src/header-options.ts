import { secret, z } from '@hatchery/core';

export const headerName = z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, { error: 'not the name of a header' });

const headerValue = z.string().regex(/^[^\r\n\0]*$/, { error: 'a header value has no line breaks' });

export const headers = z.record(headerName, headerValue);

export const secretHeaders = z.record(headerName, secret());
