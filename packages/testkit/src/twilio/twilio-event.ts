/** An event of Twilio's Monitor. */
export interface TwilioEvent {
  /** `AE` and 32 hexadecimal digits. */
  readonly sid: string;
  /** RFC 3339 in GMT, whole seconds. */
  readonly event_date: string;
  readonly event_type: string;
  readonly account_sid: string;
  readonly actor_sid: string | null;
  readonly actor_type: string;
  readonly description: string | null;
  readonly event_data: Readonly<Record<string, unknown>>;
  readonly resource_sid: string;
  readonly resource_type: string;
  readonly source: 'web' | 'api' | 'twilio';
  readonly source_ip_address: string | null;
  readonly url: string;
  readonly links: { readonly actor: string | null; readonly resource: string };
}

const account = `AC${'0a1b2c3d'.repeat(4)}`;
const types = ['account.updated', 'phone-number.created', 'api-key.deleted'];
const sources = ['web', 'api', 'twilio'] as const;

/** Event number `n` of a made-up log: the same for the same arguments, with the gaps that real events have. */
export function twilioEvent(n: number, date: Date): TwilioEvent {
  const type = types[n % types.length] as string;
  const sid = `AE${hex(n)}`;
  const actor = n % 5 === 4 ? null : `US${hex(n % 7)}`;
  const resource = `PN${hex(n % 11)}`;
  return {
    sid,
    event_date: `${date.toISOString().slice(0, 19)}Z`,
    event_type: type,
    account_sid: account,
    actor_sid: actor,
    actor_type: actor === null ? 'carrier' : 'user',
    description: n % 2 === 0 ? null : `Zoë changed "number" ${n} 📞`,
    event_data: { friendly_name: { previous: `№ ${n}`, updated: `№ ${n + 1}` } },
    resource_sid: resource,
    resource_type: type.split('.')[0] as string,
    source: sources[n % sources.length] as TwilioEvent['source'],
    source_ip_address: actor === null ? null : `192.0.2.${n % 255}`,
    url: `https://monitor.twilio.com/v1/Events/${sid}`,
    links: {
      actor: actor && `https://api.twilio.com/2010-04-01/Accounts/${account}/Users/${actor}`,
      resource: `https://api.twilio.com/2010-04-01/Accounts/${account}/IncomingPhoneNumbers/${resource}`,
    },
  };
}

/** So many events, evenly spread over whole seconds; several fall on one second if there are more of them. */
export function twilioEvents(count: number, span: { readonly from: Date; readonly to: Date }): TwilioEvent[] {
  const from = Math.ceil(span.from.getTime() / 1000);
  const seconds = Math.ceil(span.to.getTime() / 1000) - from;
  return Array.from({ length: count }, (_, n) =>
    twilioEvent(n, new Date((from + Math.floor((n * seconds) / count)) * 1000)),
  );
}

function hex(n: number): string {
  return n.toString(16).padStart(32, '0');
}
