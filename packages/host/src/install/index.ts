/** Installing plugins, apart from the rest: npm's libraries take longer to load than most runs need. */
export type { Candidate, CandidateSource, PassedOver } from './candidate/candidate.ts';
export type { Provenance, Trust, Verification } from './candidate/trust.ts';
export type { LockHolder } from './install-lock.ts';
export type { ChangeOptions, ChangeReport, InstallOptions } from './install-options.ts';
export { type InstallReport, installPlugins } from './install-plugins.ts';
export { findInstallTarget, type InstallTarget, userTarget } from './install-target.ts';
export type { ForeignManager } from './foreign-manager.ts';
export { linkPlugin } from './link-plugin.ts';
export type { PackageChange, PackageChanges } from './package-changes.ts';
export { installedIn, type UninstallReport, uninstallPlugins } from './uninstall-plugins.ts';
export { type PluginUpdate, type UpdateReport, updatePlugins } from './update-plugins.ts';
