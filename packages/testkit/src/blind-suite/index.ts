export { testDestinationBlind } from './test-destination-blind.ts';
export { testSourceBlind } from './test-source-blind.ts';
