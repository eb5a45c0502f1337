export type { DestinationConformance, DestinationPlace } from './destination-conformance.ts';
export { testDestination } from './test-destination.ts';
