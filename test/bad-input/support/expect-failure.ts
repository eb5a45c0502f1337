import { expect } from 'chai';
import { hatchery, type Result } from '../../../cli/test/support/hatchery.ts';
import type { Folder } from '../../../cli/test/support/project.ts';
import { canary, landedIn, storedText } from './bad-project.ts';

export interface Failure {
  readonly code: number;
  /** Words that must be in what a person reads. */
  readonly says: readonly (string | RegExp)[];
  /** The error's code in `--json`. */
  readonly error: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How many objects may have landed: those that were whole. @default 0 */
  readonly landed?: number;
}

interface Json {
  readonly error?: { readonly code: string };
  readonly streams?: readonly { readonly error?: { readonly code: string } }[];
}

/** Runs a command for people and for programs, and holds it to all that a failure must keep to. */
export async function expectFailure(
  at: Folder,
  args: readonly string[],
  { code, says, error, env = {}, landed = 0 }: Failure,
): Promise<Result> {
  const options = { cwd: at.cwd, env: { TOKEN: canary, ...env } };
  const read = await hatchery(args, options);
  const shown = read.stdout + read.stderr;
  expect(read.code, shown).to.equal(code);
  for (const words of says) {
    if (typeof words === 'string') expect(shown).to.include(words);
    else expect(shown).to.match(words);
  }
  expect(shown).to.include(error);
  expect(shown, 'a stack').not.to.match(/^ {4,}at .*:\d+:\d+\)?$/m);

  const parsed = await hatchery([...args, '--json'], options);
  expect(parsed.code, parsed.stderr).to.equal(code);
  const json = JSON.parse(parsed.stdout) as Json;
  const codes = [json.error?.code, ...(json.streams ?? []).map((stream) => stream.error?.code)];
  expect(codes, parsed.stdout).to.include(error);

  const everything = [shown, parsed.stdout, parsed.stderr, await storedText(at)].join('\n');
  for (const form of [canary, JSON.stringify(canary).slice(1, -1), Buffer.from(canary).toString('base64')]) {
    expect(everything).not.to.include(form);
  }
  expect(await landedIn(at)).to.have.length(landed);
  return read;
}
