export type { DestinationPlace, DestinationSuiteOptions } from './destination-place.ts';
export { destinationSuite } from './destination-suite.ts';
