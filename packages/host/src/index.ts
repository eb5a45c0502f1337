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
export type { Candidate, CandidateSource, PassedOver } from './install/candidate/candidate.ts';
export type { Provenance, Trust, Verification } from './install/candidate/trust.ts';
export type { LockHolder } from './install/install-lock.ts';
export type { ChangeOptions, ChangeReport, InstallOptions } from './install/install-options.ts';
export { type InstallReport, installPlugins } from './install/install-plugins.ts';
export { findInstallTarget, type InstallTarget, userTarget } from './install/install-target.ts';
export type { ForeignManager } from './install/foreign-manager.ts';
export { linkPlugin } from './install/link-plugin.ts';
export type { PackageChange, PackageChanges } from './install/package-changes.ts';
export { installedIn, type UninstallReport, uninstallPlugins } from './install/uninstall-plugins.ts';
export { type PluginUpdate, type UpdateReport, updatePlugins } from './install/update-plugins.ts';
export { inspectPlugin } from './inspect-plugin.ts';
export { installCommand } from './plugins/install-command.ts';
export { type PluginPackage, readPluginPackage } from './read-plugin-package.ts';
export { openCatalog, openProject, projectFrom } from './open-project.ts';
export type { LoadedPlugin } from './plugins/plugin-definition.ts';
export type { OptionDescription, PluginInspection } from './plugins/plugin-inspection.ts';
export { coreVersion } from './plugins/host-core.ts';
export type { PluginCatalog, Project, ProjectOptions, Selectors, StreamSummary } from './project.ts';
export type { ProjectWarning } from './project-warning.ts';
