export { ConfigInvalidError, problemLimit } from './config-invalid-error.ts';
export type { ConfigProblem } from './config-problem.ts';
export { defineConfig } from './define-config.ts';
export { formatPath, formatProblem } from './format-problem.ts';
export type {
  ConfigContext,
  ConfigExport,
  ConfigOverlay,
  DestinationConfig,
  HatcheryConfig,
  PluginUse,
  SourceConfig,
  StreamConfig,
  StreamDefaults,
} from './hatchery-config.ts';
export type { InstalledPlugin, PluginFolder, PluginKind, PluginOrigin, PluginPermissions } from './installed-plugin.ts';
export { inspectPlugin, openCatalog, openProject, projectFrom } from './open-project.ts';
export type { OptionDescription, PluginInspection } from './plugin-inspection.ts';
export type { PluginCatalog, Project, ProjectOptions, Selectors, StreamSummary } from './project.ts';
export type { ProjectWarning } from './project-warning.ts';
