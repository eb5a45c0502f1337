import {
  defaultResource,
  detectResources,
  type Resource,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';

/** Who sends: hatchery, unless `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say otherwise or more. */
export function runResource(version: string | undefined): Resource {
  const own = resourceFromAttributes({
    'service.name': 'hatchery',
    ...(version !== undefined && { 'service.version': version }),
  });
  const given = detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] });
  return defaultResource().merge(own).merge(given);
}
