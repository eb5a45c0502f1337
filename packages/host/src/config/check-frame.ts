import { isPlainObject, valueAt } from '../plain-object.ts';
import type { ConfigSource } from './config-source.ts';
import { describeIssue } from './describe-issue.ts';
import type { Finding } from './finding.ts';
import { frameSchema } from './frame-schema.ts';
import { hasReference } from './parse-references.ts';

/** All that is wrong with the frame of a config, in every layer, also of environments that are not picked. */
export function checkFrame(source: ConfigSource): Finding[] {
  if (!isPlainObject(source.value)) {
    return [{ path: [], message: 'the config is no object', expected: 'an object with `streams`' }];
  }
  const result = frameSchema.safeParse(source.value);
  const subject = { schema: frameSchema, value: source.value, showTexts: true };
  return (
    (result.error?.issues ?? [])
      // What a reference stands for is checked once it is resolved.
      .filter((issue) => !hasReference(valueAt(source.value, issue.path as (string | number)[])))
      .flatMap((issue) => describeIssue(issue, subject))
  );
}
