export { type Check, type CheckRunner, describeChecks, type NotApplicable } from './check.ts';
export { type Rule, type RuleId, rules } from './rules.ts';
export { type CheckResult, runChecks } from './run-checks.ts';
