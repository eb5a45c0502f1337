import type { Attributes } from '@opentelemetry/api';
import { redact } from '@hatchery/core';
import type { Stream } from '@hatchery/engine';

/** Attributes without secrets; those that are not known are left out. */
export function cleanAttributes(attributes: Readonly<Record<string, string | number | undefined>>): Attributes {
  const known = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]));
}

/** What says which stream a measurement or a span is about. Few values, and the same from run to run. */
export function streamAttributes(id: string, stream: Stream | undefined): Attributes {
  return cleanAttributes({
    'hatchery.stream.id': id,
    'hatchery.source.name': stream?.source.plugin.name,
    'hatchery.source.version': stream?.source.plugin.version,
    'hatchery.destination.name': stream?.destination.plugin.name,
    'hatchery.destination.version': stream?.destination.plugin.version,
  });
}
