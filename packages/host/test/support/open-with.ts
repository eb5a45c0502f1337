import { openProject, type Project, type ProjectOptions } from '../../src/index.ts';
import { type PackageFiles, projectWith, soundPackages } from './plugin-files.ts';
import { tempProject } from './temp-project.ts';

/** Opens a project with this config and the sound plugins, or others, installed. */
export async function openWith(
  config: string,
  options: ProjectOptions & {
    readonly name?: string;
    readonly packages?: readonly PackageFiles[];
    readonly files?: PackageFiles;
  } = {},
): Promise<Project> {
  const { name = 'hatchery.yaml', packages = soundPackages, files = {}, ...rest } = options;
  const cwd = tempProject(projectWith(packages, { [name]: config, ...files }));
  return openProject({ cwd, variables: {}, ...rest });
}
