export { askForRest, canAsk } from './ask-for-rest.ts';
export { type CreatedPlugin, createPlugin } from './create-plugin.ts';
export { creationText, nextCommands } from './creation-text.ts';
export { type PluginKind, pluginKinds } from './plugin-name.ts';
export type { PluginRequest } from './plugin-request.ts';
export { type ResumeClass, resumeClasses, resumeClassNames } from './resume-class.ts';
