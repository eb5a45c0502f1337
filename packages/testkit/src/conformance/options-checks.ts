import { secretMark, type z } from '@hatchery/core';
import { type Check, check, notApplicable } from './check.ts';
import { jsonSchemaOf, type SchemaPart, schemaParts } from './schema-parts.ts';
import { soundsSecret } from './sounds-secret.ts';

/** What of a plugin's options can be judged without running it. */
export interface OptionsUnderTest {
  readonly schema: z.ZodType;
  /** Names of options that are none, though they sound like secrets. */
  readonly notSecret?: readonly string[] | undefined;
  /** Calls back with options that are valid; absent if none are known. */
  readonly withOptions?: (use: (options: unknown) => Promise<void>) => Promise<void>;
}

const fewestLetters = 8;

/** What the schema of every plugin must do, source or destination. */
export function optionsChecks({ schema, notSecret = [], withOptions }: OptionsUnderTest): Check[] {
  return [
    check('options-schema', 'has options that JSON Schema can say', async () => {
      const problems: string[] = [];
      const converted = jsonSchemaOf(schema, (path) => problems.push(path));
      if (problems.length > 0) throw new Error(`A config cannot hold these options: ${problems.join(', ')}.`);
      if (!isObject(converted)) throw new Error('The options are not an object with named keys.');
    }),
    check('options-schema', 'takes its own options, and refuses what is none', async () => {
      for (const wrong of [undefined, null, 'text', 7, [], new Date(0)]) {
        const result = await schema.safeParseAsync(wrong);
        if (result.success) throw new Error(`It takes ${JSON.stringify(wrong) ?? 'nothing'} for options.`);
      }
      await withOptions?.(async (options) => void (await schema.parseAsync(options)));
    }),
    check('options-strict', 'refuses an option that it does not know', async () => {
      if (withOptions === undefined) notApplicable('No valid options are known.');
      await withOptions(async (options) => {
        const result = await schema.safeParseAsync({ ...(options as object), anOptionThatIsMisspelt: true });
        if (result.success) throw new Error('It takes `anOptionThatIsMisspelt`: use `z.strictObject`.');
      });
    }),
    check('options-described', 'describes its options', async () => {
      const missing = optionsOf(jsonSchemaOf(schema))
        .filter(([, part]) => (part.description?.length ?? 0) < fewestLetters)
        .map(([name]) => name);
      if (missing.length > 0) throw new Error(`Without a description: ${[...new Set(missing)].join(', ')}.`);
    }),
    check('secrets-marked', 'marks every option that looks like a secret', async () => {
      const open = [...schemaParts(jsonSchemaOf(schema))]
        .filter(([path, part]) => isOpenText(part) && soundsSecret(path.at(-1) ?? ''))
        .map(([path]) => path.join('.'))
        .filter((name) => !notSecret.includes(name));
      if (open.length > 0) throw new Error(`Not marked with \`secret()\`: ${[...new Set(open)].join(', ')}.`);
    }),
  ];
}

function isObject(part: SchemaPart): boolean {
  const alternatives = part.anyOf ?? part.oneOf ?? part.allOf;
  return alternatives === undefined ? part.type === 'object' : alternatives.every((one) => isObject(one));
}

/** The options at the top, whichever alternative they are in. */
function optionsOf(part: SchemaPart): [string, SchemaPart][] {
  const alternatives = [...(part.anyOf ?? []), ...(part.oneOf ?? []), ...(part.allOf ?? [])];
  return [...Object.entries(part.properties ?? {}), ...alternatives.flatMap((one) => optionsOf(one))];
}

/** A text that anybody may write there, and that is not marked: none of a few words. */
function isOpenText(part: SchemaPart): boolean {
  return part.type === 'string' && part.enum === undefined && part.const === undefined && part[secretMark] !== true;
}
