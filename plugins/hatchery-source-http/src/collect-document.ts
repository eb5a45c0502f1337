import type { HttpResponse, Pipe } from '@hatchery/core';
import { isPlainDocument } from './check-request.ts';
import { conditions, isUnchanged, knownDocument, rememberDocument } from './conditional.ts';
import { isEmptySpan, pageRequest, requestSpan } from './page-request.ts';
import type { PlannedRequest } from './plan.ts';
import type { Progress } from './progress.ts';

/** Collects a request whose answer need not be looked into: it streams to the destination, whatever its size. */
export async function collectDocument(planned: PlannedRequest, pipe: Pipe, progress: Progress): Promise<void> {
  const { name, options } = planned;
  const span = requestSpan(planned, pipe, undefined);
  if (options.window !== undefined && isEmptySpan(span)) {
    await pipe.commit(progress.set(name, { done: true }));
    return;
  }
  const request = { ...pageRequest(planned, span, undefined), stream: true };
  const isConditional = options.conditional ?? isPlainDocument(options);
  const known = isConditional ? knownDocument(planned, progress.of(name)) : undefined;
  let opened: HttpResponse | undefined;
  if (known !== undefined) {
    opened = await pipe.http({ ...request, headers: { ...request.headers, ...conditions(known) }, accept: [304] });
    if (isUnchanged(opened, known)) {
      opened.body.destroy();
      await pipe.commit(progress.set(name, { done: true }));
      return;
    }
  }
  const landed = await landDocument(planned, pipe, async () => {
    const response = opened ?? (await pipe.http(request));
    opened = undefined;
    return response;
  });
  const document = isConditional ? rememberDocument(planned, landed) : undefined;
  await pipe.commit(progress.set(name, { done: true, document }));
}

/** Lands an answer that the host may ask for again. @returns the answer that was landed */
async function landDocument(
  planned: PlannedRequest,
  pipe: Pipe,
  open: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  let last: HttpResponse | undefined;
  await pipe.spout(
    async () => {
      last = await open();
      return last;
    },
    { format: planned.options.format, schemaHint: planned.schemaHint },
  );
  if (last === undefined) throw new TypeError('The host landed a body without opening it.');
  return last;
}
