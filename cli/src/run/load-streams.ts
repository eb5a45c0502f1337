import type { Stream } from '@hatchery/engine';
import type { Project } from '@hatchery/host';
import { projectOptions } from '../base/project-options.ts';
import type { LogRecord } from '../log/log-record.ts';
import type { RunRequest } from './run-request.ts';
import { sayWarnings } from './say-warnings.ts';
import { selectStreams } from './select-streams.ts';

/**
 * Finds the config, picks the streams and makes them ready: all that can go wrong before anything runs.
 *
 * @param onProject told of the config once it is read, before anything in it can be wrong
 */
export async function loadStreams(
  request: Pick<RunRequest, 'project' | 'selectors' | 'shard'>,
  say: (record: LogRecord) => void,
  onProject: (project: Project) => Promise<void> = async () => {},
): Promise<readonly Stream[]> {
  const { openProject } = await import('@hatchery/host');
  const project = await openProject(projectOptions(request.project));
  await onProject(project);
  const streams = await project.bind(selectStreams(project, request, say));
  sayWarnings(project.warnings, say);
  return streams;
}
