/** Something that must hold of plugins. */
export interface Rule {
  /** What it is about, in a word or two. */
  readonly area: string;
  /** Why it matters, as one sentence. */
  readonly why: string;
}

const known = {
  'options-schema': {
    area: 'options',
    why: 'One schema gives the validation, the help in an editor and the reference page; what it does not say, nobody can know.',
  },
  'options-strict': {
    area: 'options',
    why: 'A misspelt option that is passed over in silence does not do what its writer believes.',
  },
  'options-described': {
    area: 'options',
    why: 'The descriptions are all the reference that `hatchery plugins inspect` and an editor can show.',
  },
  'secrets-marked': {
    area: 'options',
    why: 'Only what the schema marks as secret is kept out of logs, errors, the ledger and the config itself.',
  },
  'secrets-hidden': {
    area: 'secrets',
    why: 'Logs, errors and ledgers are read by more people than may hold the credential.',
  },
  credentials: {
    area: 'credentials',
    why: '`hatchery check --connect` is run before a deployment: it must tell right from wrong at once, and collect nothing.',
  },
  'credentials-refused': {
    area: 'credentials',
    why: 'A revoked credential must be an error with a name, and not an empty log or a locked account.',
  },
  contract: {
    area: 'contract',
    why: 'What a source still does after its `collect` has ended is neither committed nor reported.',
  },
  'several-pages': {
    area: 'collecting',
    why: 'Most mistakes are made between two pages; on a single page the checks could not find them.',
  },
  'collect-all': {
    area: 'collecting',
    why: 'An audit log with a hole, or with an event twice, is no evidence.',
  },
  'raw-bytes': {
    area: 'collecting',
    why: 'What is kept must be what the service sent: bytes that were written anew prove nothing.',
  },
  'same-names': {
    area: 'collecting',
    why: 'A run that is done again finds what it left by its name; a name made up anew makes a second copy.',
  },
  'equal-times': {
    area: 'collecting',
    why: 'Where a page ends between two events of one moment, a position that knows only the moment loses one of them.',
  },
  'full-last-page': {
    area: 'collecting',
    why: 'A last page that is full often promises one more, which is then empty: the end must be found all the same.',
  },
  'repeated-page': {
    area: 'collecting',
    why: 'A service that gives the same page again and again must not keep a run busy for ever.',
  },
  'side-by-side': {
    area: 'collecting',
    why: 'Many streams of one source run in one process: what one remembers outside of `collect`, the others get.',
  },
  'second-run': {
    area: 'windows',
    why: 'Schedulers start runs twice, and each run must land only what the one before did not.',
  },
  'empty-window': {
    area: 'windows',
    why: 'A quiet hour must move the stream on; a position that only moves with events stalls for ever and looks healthy.',
  },
  'window-edges': {
    area: 'windows',
    why: 'APIs differ in whether an edge belongs to a window; an event just there is easily lost, or taken twice.',
  },
  'asked-window': {
    area: 'windows',
    why: 'Who fills a gap with `--start-time` and `--end-time` wants this span, whole, and nothing else.',
  },
  'late-events': {
    area: 'windows',
    why: 'Services show events minutes after they happened: what was not yet there when its window was read is lost.',
  },
  'resume-writes': {
    area: 'resuming',
    why: 'A process can be killed at any moment; the next run must leave what an uninterrupted one would have left.',
  },
  'resume-requests': {
    area: 'resuming',
    why: 'SIGTERM comes in the middle of a request; nothing may be lost or doubled by that.',
  },
  'resume-commits': {
    area: 'resuming',
    why: 'Each commit is a place where a later run may have to go on, perhaps much later.',
  },
  'future-position': {
    area: 'resuming',
    why: 'Clocks are set back and ledgers are copied: a position ahead of the log is not an error, and no reason to begin anew.',
  },
  'hostile-names': {
    area: 'names',
    why: 'Ids and tags are written by people: one with a slash, dots or an emoji must not break a run, or leave its folder.',
  },
  abort: {
    area: 'stopping',
    why: 'Platforms kill what does not end a few seconds after SIGTERM; a source that goes on has its work cut off.',
  },
  'faults-passing': {
    area: 'failures',
    why: 'Every service fails for a moment now and then; the same page must be asked for again, and not the next one.',
  },
  'faults-waiting': {
    area: 'failures',
    why: 'A service that says when to come back blocks those who come earlier.',
  },
  'faults-lasting': {
    area: 'failures',
    why: 'A run that ends well although the service failed leaves a hole that nobody hears of.',
  },
  errors: {
    area: 'failures',
    why: "Whoever is woken at night has only the error: it must speak of the service, and not of the source's own code.",
  },
  memory: {
    area: 'memory',
    why: 'One large body must not take the memory of all other streams.',
  },
  hostile: {
    area: 'failures',
    why: 'Whatever a server does, a run must end with an error that says what happened.',
  },
  'objects-whole': {
    area: 'objects',
    why: 'The bytes that come back must be those that went in, whatever their number.',
  },
  'create-only': {
    area: 'objects',
    why: 'Evidence is never written over: that is what runs that are done again, and two runs at once, rest on.',
  },
  'whole-or-absent': {
    area: 'objects',
    why: 'A truncated object looks like a whole one to everybody who reads it later.',
  },
  'many-at-once': {
    area: 'objects',
    why: 'One store serves all streams of a process, at once.',
  },
  'object-names': {
    area: 'names',
    why: 'A name that comes back changed, or that leads out of its place, cannot be found, or does harm.',
  },
  listing: {
    area: 'objects',
    why: 'The ledger finds its newest entry by a listing; one in the wrong order begins anew, or forgets.',
  },
  'look-up': {
    area: 'objects',
    why: 'Whether an object is there decides whether it is adopted, or written again.',
  },
  backpressure: {
    area: 'memory',
    why: 'A slow place must slow the source down, and not fill the memory.',
  },
  killed: {
    area: 'stopping',
    why: 'A process that is killed while it writes must leave whole objects, or none.',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** Names a rule of the suites; also its anchor in `docs/writing-a-plugin.md`. */
export type RuleId = keyof typeof known;

/** Every rule of the conformance suites. */
export const rules: Readonly<Record<RuleId, Rule>> = known;
