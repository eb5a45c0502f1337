const region = /^[a-z]{2,3}(?:-[a-z]+)+-\d{1,2}$/;

/**
 * The region in a queue's URL, wherever its host name has it: `sqs.eu-central-1.amazonaws.com`, FIPS and dual-stack hosts, private
 * endpoints (`vpce-….sqs.eu-central-1.vpce.amazonaws.com`), LocalStack.
 *
 * @returns `undefined` if there is none
 */
export function regionOfQueue(queueUrl: string): string | undefined {
  return new URL(queueUrl).hostname.split('.').find((label) => region.test(label));
}
