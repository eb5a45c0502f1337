/** An entry of Slack's audit log. */
export interface SlackEntry {
  readonly id: string;
  /** Unix seconds. */
  readonly date_create: number;
  readonly action: string;
  readonly actor: {
    readonly type: 'user';
    readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly team: string };
  };
  readonly entity: { readonly type: string; readonly [kind: string]: unknown };
  readonly context: {
    readonly location: { readonly type: string; readonly id: string; readonly name: string; readonly domain: string };
    readonly ua: string;
    readonly ip_address: string;
    readonly session_id: string | number | null;
    readonly app?: { readonly id: string; readonly name: string } | null;
  };
  readonly details?: { readonly [name: string]: unknown };
}

const actions = ['user_login', 'file_downloaded', 'workspace_created', 'app_installed'];

/** Entry number `n` of a made-up log: the same for the same arguments, with the oddities that real entries have. */
export function slackEntry(n: number, date: Date | number): SlackEntry {
  const user = `W${String(n % 7).padStart(8, '0')}`;
  return {
    id: `0123a45b-6c7d-8900-e12f-${n.toString(16).padStart(12, '0')}`,
    date_create: typeof date === 'number' ? date : Math.floor(date.getTime() / 1000),
    action: actions[n % actions.length] as string,
    actor: {
      type: 'user',
      user: { id: user, name: `Zoë ${n} 🦆`, email: `bird${n % 7}@example.com`, team: 'T00000001' },
    },
    entity:
      n % 2 === 0
        ? { type: 'user', user: { id: user } }
        : { type: 'file', file: { id: `F${n}`, name: `a/b/${n}.pdf` } },
    context: {
      location: { type: 'enterprise', id: 'E1701NCCA', name: 'Birdland', domain: 'birdland' },
      ua: 'Mozilla/5.0 (X11; Linux x86_64)',
      ip_address: `192.0.2.${n % 255}`,
      session_id: [null, 847288190092, '1.847288190092'][n % 3] ?? null,
      ...(n % 5 === 0 ? { app: null } : {}),
    },
    ...(n % 2 === 0 ? {} : { details: { url_private: `https://files.example.com/files-pri/${n}.pdf` } }),
  };
}

/** So many entries, evenly spread over whole seconds; several fall on one second if there are more of them. */
export function slackEntries(count: number, span: { readonly from: Date; readonly to: Date }): SlackEntry[] {
  const from = Math.ceil(span.from.getTime() / 1000);
  const seconds = Math.ceil(span.to.getTime() / 1000) - from;
  return Array.from({ length: count }, (_, n) => slackEntry(n, from + Math.floor((n * seconds) / count)));
}
