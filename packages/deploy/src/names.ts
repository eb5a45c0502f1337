// By itself, so that the command line can be described without loading anything of what it does.
export { type TargetName, targetNames } from './targets/target-name.ts';
export { type DeployFormat, deployFormats } from './targets/deploy-format.ts';
