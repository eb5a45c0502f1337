/** What must hold of a plugin's package, and why; the ids are anchors in `docs/writing-a-plugin.md`. */
export const packageRules = {
  'package-name': 'Plugins are found by their names, and `use: acme` means the package hatchery-source-acme.',
  'package-keywords': 'The keyword is how people find plugins in the registry.',
  'package-core-range': 'The range says which versions of hatchery the plugin fits, before any of its code is loaded.',
  'package-entry':
    'What `package.json` names as the entry is what gets loaded; a missing file shows only after the release.',
  'package-types': 'A config in TypeScript is checked by the types that the plugin brings.',
  'package-files': 'Only what `files` names is published; a plugin without its code installs well, and does not load.',
  'package-permissions': 'Whoever installs the plugin is shown the hosts that it talks to.',
  'package-loads': 'A plugin that does not load stops every stream that uses it.',
  'package-conformance': 'Without a conformance module, all that needs to know the API stays untested.',
} as const;

export type PackageRuleId = keyof typeof packageRules;
