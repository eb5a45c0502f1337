import { HatcheryError } from '@hatchery/core';
import { parsePluginName, type PluginKind, pluginKinds } from './plugin-name.ts';
import { type PluginRequest, requestedKind } from './plugin-request.ts';
import { resumeClasses, resumeClassNames } from './resume-class.ts';

/** Whether there is somebody to ask. Questions go to standard error, as standard output may be read by a program. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/**
 * Asks at the terminal for what a request leaves open.
 *
 * @throws HatcheryError `CANCELLED` when the user ends the questions; `USAGE` for what was wrong before any of them
 */
export async function askForRest(request: PluginRequest): Promise<PluginRequest> {
  const { select, text } = await import('@clack/prompts');
  const output = process.stderr;
  let { name } = request;
  const kind =
    requestedKind(request) ??
    answered(
      await select<PluginKind>({
        message: 'What is it to be?',
        options: pluginKinds.map((value) => ({ value, hint: kindHints[value] })),
        output,
      }),
    );
  name ??= answered(
    await text({
      message: 'What is the service called?',
      placeholder: 'acme',
      validate: (answer) => problemOf(answer ?? '', kind),
      output,
    }),
  );
  if (kind === 'destination' || request.resume !== undefined) return { ...request, name, kind };
  const resume = answered(
    await select<string>({
      message: 'How does its API let a source resume?',
      options: resumeClassNames.map((value) => ({ value, hint: resumeClasses[value] })),
      output,
    }),
  );
  return { ...request, name, kind, resume };
}

const kindHints = { source: 'collects logs from a service', destination: 'keeps objects' } as const;

function problemOf(name: string, kind: PluginKind): string | undefined {
  try {
    parsePluginName(name, kind);
    return undefined;
  } catch (error) {
    return HatcheryError.is(error) ? `${error.message} ${error.hint ?? ''}` : String(error);
  }
}

function answered<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (typeof answer === 'symbol') throw new HatcheryError('CANCELLED', 'Nothing was written.');
  return answer as Exclude<Answer, symbol>;
}
