export { ConfigInvalidError, problemLimit } from './config/config-invalid-error.ts';
export type { ConfigProblem } from './config/config-problem.ts';
export { defineConfig } from './config/define-config.ts';
export { formatPath, formatProblem } from './config/format-problem.ts';
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
} from './config/hatchery-config.ts';
export type {
  InstalledPlugin,
  PluginFolder,
  PluginKind,
  PluginOrigin,
  PluginPermissions,
} from './plugins/installed-plugin.ts';
export { inspectPlugin } from './inspect-plugin.ts';
export { installCommand } from './plugins/plugin-commands.ts';
export { type PluginPackage, readPluginPackage } from './read-plugin-package.ts';
export { openCatalog, openProject, projectFrom } from './open-project.ts';
export type { LoadedPlugin } from './plugins/plugin-definition.ts';
export type { OptionDescription, PluginInspection } from './plugins/plugin-inspection.ts';
export { coreVersion } from './plugins/host-core.ts';
export type { PluginCatalog, Project, ProjectOptions, Selectors, StreamSummary } from './project.ts';
export type { ConfigReference, ProjectInventory, UsedPlugin } from './project-inventory.ts';
export type { ProjectWarning } from './project-warning.ts';
