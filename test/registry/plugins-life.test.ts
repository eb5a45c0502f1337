import { type Machine, startMachine } from './support/machine.ts';
import { describeFirstRun } from './suites/first-run.ts';
import { describeNextMajor } from './suites/next-major.ts';
import { describeRefusals } from './suites/refusals.ts';
import { describeThirdParty } from './suites/third-party.ts';

// In one file, since what all of it needs, a registry that has everything, takes longer to set up than all of it to run.
describe('plugins, with nothing but the published command and a registry', function () {
  this.timeout(120_000);
  let machine: Machine;
  let commands: string;

  before(async () => {
    machine = await startMachine();
    commands = await machine.install('hatchery');
  });
  after(() => machine[Symbol.asyncDispose]());

  const at = () => ({ machine, commands });
  describeFirstRun(at);
  describeThirdParty(at);
  describeRefusals(at);
  describeNextMajor(at);
});
