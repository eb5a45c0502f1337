/** The kinds of events, as 1Password names them in paths and in what a token may read. */
export const feeds = ['auditevents', 'itemusages', 'signinattempts'] as const;

export type Feed = (typeof feeds)[number];
