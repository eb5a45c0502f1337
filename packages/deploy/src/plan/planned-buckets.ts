import type { UsedPlugin } from '@hatchery/host';
import type { Bucket } from './deploy-plan.ts';

const services: Readonly<Record<string, Bucket['service']>> = {
  'hatchery-dest-gcs': 'gcs',
  'hatchery-dest-s3': 's3',
};

/** The buckets that streams land in and that ledgers are kept in, each once. */
export function plannedBuckets(plugins: readonly UsedPlugin[]): Bucket[] {
  const buckets = plugins.flatMap((plugin): Bucket[] => {
    const service = Object.hasOwn(services, plugin.name) ? services[plugin.name] : undefined;
    const name = plugin.texts['bucket'];
    return service === undefined || name === undefined || plugin.key === 'source' ? [] : [{ service, name }];
  });
  return [...new Map(buckets.map((bucket) => [`${bucket.service} ${bucket.name}`, bucket])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, bucket]) => bucket);
}
