/**
 * The rules of the contract that hatchery can see broken, each with the sentence that tells a plugin's author how to keep it.
 * `docs/contract.md` has a section for each, under the same name.
 */
export const contractRules = {
  // sources
  'collect-resolves-to-nothing':
    'Make collect an async function that gives what it finds to pipe.spout() and returns nothing.',
  'await-every-call': 'Await every pipe.spout(), pipe.commit() and pipe.http() before collect returns.',
  'nothing-after-the-end': 'Await all work, timers and listeners too, before collect returns.',
  'commit-between-spouts': 'Await every pipe.spout() before pipe.commit().',
  'read-every-body': 'Read the body of each streamed answer to its end, spout it, or destroy it.',
  'spout-bytes':
    'Give it bytes, a string, a stream, an async iterable, an answer of pipe.http, or a function that opens one of these.',
  'describe-objects-rightly': 'Give metadata of the types that the contract names, or leave it out.',
  'checkpoints-are-json': 'Use strings, finite numbers, booleans, null, lists and plain objects.',
  'windows-are-durations': 'Use milliseconds or a text such as "10m".',
  'resume-is-one-of-three':
    'Give "cursor", "window" or "queue", or a function of the options that returns one of these.',
  'heed-the-signal': 'Pass pipe.signal on to whatever waits, and stop soon after it aborts.',
  'check-throws-to-say-no':
    'Make check an async function that throws when the credentials do not work, and returns nothing.',
  // sources and destinations
  'come-to-an-end':
    'See that each promise is settled in all cases, also when a connection closes or a stream ends early.',
  'throw-errors': 'Throw an Error (or a HatcheryError), so that its place in the code is known.',
  'leave-no-failure-unheard':
    'Await each promise or catch its failure, and give each emitter a listener for its errors.',
  'leave-the-process-alone': 'Throw an error to give up; whether and how the process ends is not for a plugin to say.',
  'leave-standard-output-alone': 'Use pipe.log (or the log of the context): standard output carries the result.',
  'leave-globals-alone': 'Keep what is yours in your own modules: all plugins share one process.',
  'options-are-a-zod-object': 'Give `config` an object schema made with the z of @hatchery/core.',
  'options-are-checked-at-once':
    'Let the schema check the form of the options alone, without waiting and without throwing.',
  // destinations
  'open-resolves-to-a-store': 'Resolve to an object with the functions create, stat, read and list.',
  'create-resolves-once-stored':
    'Read the body to its end, and resolve to { name, size } once these bytes are durable under that name.',
  'stat-tells-what-is-there':
    'Resolve to { name, size } for an object that is there, and to undefined for one that is not.',
  'read-gives-bytes': 'Resolve to a Readable that gives the stored bytes as Buffers, with no encoding set.',
  'list-gives-objects-in-order':
    'Return an async iterable of { name, size }, with names that start with the prefix, in ascending order of their UTF-8 bytes.',
} as const satisfies Readonly<Record<string, string>>;

/** The name of a rule, and of its section in `docs/contract.md`. */
export type ContractRule = keyof typeof contractRules;

/** How to keep a rule, and where to read more. */
export function contractHint(rule: ContractRule): string {
  return `${contractRules[rule]} See docs/contract.md#${rule}.`;
}
