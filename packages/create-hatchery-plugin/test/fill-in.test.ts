import { expect } from 'chai';
import { parse } from 'yaml';
import { fillIn } from '../src/fill-in.ts';
import { parsePluginName } from '../src/plugin-name.ts';

const template = `hatchery-source-acme-cloud is for Acme Cloud at https://api.acme-cloud.example with ACME_CLOUD_TOKEN
- id: acme-cloud
  use: acme-cloud
`;

function filled(name: string): string {
  return fillIn(template, parsePluginName(name, 'source'));
}

describe('create-hatchery-plugin: filling in', () => {
  it('names the service in every way to write it', () => {
    expect(filled('okta-workforce')).to
      .equal(`hatchery-source-okta-workforce is for Okta Workforce at https://api.okta-workforce.example with OKTA_WORKFORCE_TOKEN
- id: okta-workforce
  use: okta-workforce
`);
  });

  it('renames nothing twice', () => {
    expect(filled('acme-cloud')).to.equal(template);
    expect(filled('my-acme-cloud')).to.include('hatchery-source-my-acme-cloud is for My Acme Cloud at');
  });

  it('writes `use` so that hatchery finds the package', () => {
    expect(filled('@acme/x')).to.include("use: '@acme/hatchery-source-x'").and.include('id: x');
  });

  for (const name of ['1password', '12', '1e3', '0x10', 'true', 'null']) {
    it(`leaves ${name} a text in YAML, and a variable that a shell can set`, () => {
      const text = filled(name);
      const [stream] = parse(text.slice(text.indexOf('- id'))) as [{ id: unknown; use: unknown }];
      expect(stream).to.deep.equal({ id: name, use: name });
      expect(/with (\S+)/.exec(text)?.[1]).to.match(/^[A-Z_][A-Z0-9_]*$/);
    });
  }
});
