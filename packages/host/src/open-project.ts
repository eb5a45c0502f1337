import type { ConfigExport } from './hatchery-config.ts';
import type { PluginInspection } from './plugin-inspection.ts';
import type { PluginCatalog, Project, ProjectOptions } from './project.ts';

export declare function openProject(options?: ProjectOptions): Promise<Project>;
export declare function projectFrom(config: ConfigExport, options?: Omit<ProjectOptions, 'configPath'>): Promise<Project>;
export declare function openCatalog(options?: ProjectOptions): Promise<PluginCatalog>;
export declare function inspectPlugin(catalog: PluginCatalog, name: string): Promise<PluginInspection>;
