export type { SourceConformance, TestedServer } from './source-conformance.ts';
export { testSource } from './test-source.ts';
