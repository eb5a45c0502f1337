import { HatcheryError } from '@hatchery/core';
import { bindStreams } from './bind-streams.ts';
import { checkFrame } from './config/check-frame.ts';
import { checkSchedule, scheduleOf } from './config/check-schedule.ts';
import type { ConfigSource } from './config/config-source.ts';
import { declareStreams } from './config/declare-streams.ts';
import { locateFinding } from './config/locate-finding.ts';
import { pickEnvironment } from './config/pick-environment.ts';
import { readReport } from './config/read-report.ts';
import { ReferenceResolver } from './config/reference-resolver.ts';
import type { LoadableCatalog } from './plugin-catalog.ts';
import type { Project, StreamSummary } from './project.ts';
import { selectStreams, unmatchedSelectors } from './select-streams.ts';
import { throwProblems } from './throw-problems.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Makes a project of a config that has been read.
 *
 * @throws HatcheryError `ENVIRONMENT_UNKNOWN`
 */
export async function configProject(
  source: ConfigSource,
  catalog: LoadableCatalog,
  environment: string | undefined,
  variables: Variables,
): Promise<Project> {
  pickEnvironment(source.value, environment);
  const { directory, plugins, warnings, loader } = catalog;
  const resolver = new ReferenceResolver(variables, directory);
  const frame = [...checkFrame(source), ...(await checkSchedule(source))];
  const { streams: declared, findings } = await declareStreams(source, environment, resolver);
  const report = await readReport(source, environment, resolver);
  const problems = [...frame, ...findings].map((finding) => locateFinding(finding, source));
  const bySummary = new Map(declared.map((stream) => [stream.summary, stream]));
  const streams = declared.map(({ summary }) => summary);

  // Not by its id, which a wrong config may give to several.
  const find = (summary: StreamSummary) => {
    const stream = bySummary.get(summary);
    if (!stream) throw new HatcheryError('USAGE', `The stream "${summary.id}" is not one of this project.`);
    return stream;
  };

  return {
    configPath: source.path,
    directory,
    environment,
    streams,
    report: report.settings,
    plugins,
    problems,
    warnings,
    schedule: scheduleOf(source.value),
    schema: () => catalog.schema(),
    select(selectors) {
      try {
        return selectStreams(streams, selectors);
      } catch (error) {
        // A key that is misspelt can be the reason why nothing matches.
        if (HatcheryError.is(error) && error.code === 'NO_STREAM_MATCHED') throwProblems(problems);
        throw error;
      }
    },
    unmatched: (selectors) => unmatchedSelectors(streams, selectors),
    async bind(selected) {
      const bound = await bindStreams(selected.map(find), source, {
        loader,
        directory,
        resolver: new ReferenceResolver(variables, directory),
      });
      const told = report.findings.map((finding) => locateFinding(finding, source));
      throwProblems([...problems, ...told, ...bound.problems]);
      return bound.streams;
    },
    async inventory() {
      throwProblems(problems);
      const context = { loader, directory, resolver: new ReferenceResolver(variables, directory) };
      const { takeInventory } = await import('./take-inventory.ts');
      return takeInventory(declared, report.written, context);
    },
  };
}
