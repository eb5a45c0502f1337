export { type Check, type CheckRunner, describeChecks } from './check.ts';
export type { DestinationPlace, DestinationSuiteOptions } from './destination-place.ts';
export { destinationSuite } from './destination-suite.ts';
