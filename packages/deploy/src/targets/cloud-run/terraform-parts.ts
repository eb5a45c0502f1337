import { type HclAttribute, type HclBlock, HclCode, type HclValue } from '../../render/hcl.ts';
import type { CloudRunDeployment } from './cloud-run-deployment.ts';

/** A resource of a type, by a name of its own inside the file. */
export function resource(type: string, name: string, body: HclBlock['body']): HclBlock {
  return { words: ['resource', type, name], body };
}

/** What has to wait until the project may use Google Cloud's interfaces; also when Terraform is told to make nothing else. */
export const afterApis: HclAttribute = ['depends_on', [new HclCode('google_project_service.apis')]];

/** The name of a resource inside the file: a letter first, as identifiers want it. */
export function labelOf(name: string): string {
  return `h_${name}`;
}

/** The account that runs act as, as a member of policies. */
export function runnerMember({ makesRunner, runner }: CloudRunDeployment): HclValue {
  return makesRunner ? member('google_service_account.runner.email') : `serviceAccount:${runner}`;
}

export function member(address: string): HclCode {
  return new HclCode(`"serviceAccount:\${${address}}"`);
}
