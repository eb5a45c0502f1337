import type { HttpResponse, LandedObject, Pipe } from '@hatchery/core';
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
    if (await isUnchanged(opened, known)) {
      opened.body.destroy();
      await pipe.commit(progress.set(name, { done: true }));
      return;
    }
    // To know its bytes, they had to be used up: a document that has changed is asked for once more.
    if (known.sha256 !== undefined) opened = undefined;
  }
  const { response, landed } = await landDocument(planned, pipe, async () => {
    const answer = opened ?? (await pipe.http(request));
    opened = undefined;
    return answer;
  });
  const document = isConditional ? rememberDocument(planned, response, landed) : undefined;
  await pipe.commit(progress.set(name, { done: true, document }));
}

interface LandedDocument {
  readonly response: HttpResponse;
  readonly landed: LandedObject;
}

/** Lands an answer that the host may ask for again. @returns the answer that was landed, and as what */
async function landDocument(
  planned: PlannedRequest,
  pipe: Pipe,
  open: () => Promise<HttpResponse>,
): Promise<LandedDocument> {
  let response: HttpResponse | undefined;
  const landed = await pipe.spout(
    async () => {
      response = await open();
      return response;
    },
    { format: planned.options.format, schemaHint: planned.schemaHint },
  );
  if (response === undefined) throw new TypeError('The host landed a body without opening it.');
  return { response, landed };
}
