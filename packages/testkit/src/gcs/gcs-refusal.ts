import { jsonReply, type Reply, textReply } from '../server/reply.ts';

/** Why Google Cloud Storage does not do what it is asked; becomes an answer. */
export class GcsRefusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly place: { readonly locationType?: string; readonly location?: string };

  constructor(status: number, reason: string, message: string, place: GcsRefusal['place'] = {}) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.place = place;
  }

  /** In the JSON envelope of the API. */
  toReply(): Reply {
    const { status: code, message, reason, place } = this;
    const error = { code, message, errors: [{ message, domain: 'global', reason, ...place }] };
    return jsonReply({ error }, { status: code, headers: cacheless });
  }

  /** As requests for bytes and for a session's state are refused: the message alone. */
  toTextReply(): Reply {
    return textReply(this.status, this.message, { ...cacheless, 'content-type': 'text/html; charset=UTF-8' });
  }
}

const cacheless = { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate' };

export function conditionNotMet(): GcsRefusal {
  return new GcsRefusal(412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.', {
    locationType: 'header',
    location: 'If-Match',
  });
}

export function noObject(bucket: string, name: string): GcsRefusal {
  return new GcsRefusal(404, 'notFound', `No such object: ${bucket}/${name}`);
}

export function invalid(message: string): GcsRefusal {
  return new GcsRefusal(400, 'invalid', message);
}
