import fc from 'fast-check';
import { Baton } from './model/baton.ts';
import { lag } from './model/service.ts';
import { modelSources } from './model/sources.ts';
import { World } from './model/world.ts';
import { Random } from './support/random.ts';

type Command =
  | { readonly do: 'arrive'; readonly delays: readonly number[] }
  | { readonly do: 'pass'; readonly milliseconds: number }
  | { readonly do: 'let leases end' }
  | { readonly do: 'run'; readonly dieAt: number | undefined }
  | {
      readonly do: 'run at once';
      readonly runs: readonly { readonly after: number; readonly dieAt: number | undefined }[];
      readonly leasesEndAfter: number;
      readonly seed: number;
    };

const delay = fc.double({ min: 0, max: 1, noNaN: true });
const dieAt = fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined });
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constant('arrive' as const), delays: fc.array(delay, { minLength: 1, maxLength: 4 }) }),
  fc.record({ do: fc.constant('pass' as const), milliseconds: fc.integer({ min: 1, max: 2 * lag }) }),
  fc.record({ do: fc.constant('let leases end' as const) }),
  fc.record({ do: fc.constant('run' as const), dieAt }),
  fc.record({
    do: fc.constant('run at once' as const),
    // The later ones begin while the first is somewhere in the middle of its work.
    runs: fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), dieAt }), { minLength: 2, maxLength: 3 }),
    leasesEndAfter: fc.integer({ min: 0, max: 60 }),
    seed: fc.integer(),
  }),
);

const now = Date.now.bind(Date);
const leasesLast = 4_000_000;
let ahead = 0;

/** Leases are the one thing that goes by the machine's own clock. */
const letLeasesEnd = (): void => {
  ahead += leasesLast;
};
const noTurn = (): Promise<void> => Promise.resolve();

async function obey(world: World, what: Command): Promise<void> {
  switch (what.do) {
    case 'arrive':
      return world.arrive(what.delays);
    case 'pass':
      return world.pass(what.milliseconds);
    case 'let leases end':
      return letLeasesEnd();
    case 'run':
      return void (await world.run(noTurn, what.dieAt));
    case 'run at once': {
      world.overlap();
      const runs = what.runs.map(({ after, dieAt: step }) => async (turn: () => Promise<void>): Promise<void> => {
        for (let turns = 0; turns < after; turns++) await turn();
        await world.run(turn, step);
      });
      const end = async (turn: () => Promise<void>): Promise<void> => {
        for (let turns = 0; turns < what.leasesEndAfter; turns++) await turn();
        letLeasesEnd();
      };
      await new Baton(new Random(what.seed)).all([...runs, end]);
    }
  }
}

/** All that happened is to be asked for, by runs that nothing disturbs. */
async function comeToRest(world: World): Promise<void> {
  world.pass(2 * lag);
  letLeasesEnd();
  await world.run(noTurn);
  await world.checkAtRest();
}

describe('the promises, in a model of all that can happen', function model() {
  this.timeout(120_000);
  before(() => {
    Date.now = () => now() + ahead;
  });
  after(() => {
    Date.now = now;
  });

  for (const [name, source] of Object.entries(modelSources)) {
    it(`hold for a source that resumes by ${name}`, async () => {
      const property = fc.asyncProperty(
        fc.boolean(),
        fc.boolean(),
        fc.array(command, { minLength: 1, maxLength: 14 }),
        async (withLeases, canRemove, commands) => {
          const world = new World({ source, withLeases, canRemove });
          for (const each of commands) {
            await obey(world, each);
            await world.check();
          }
          await comeToRest(world);
        },
      );
      await fc.assert(property, {
        numRuns: Number(process.env['PROOF_MODEL_RUNS'] ?? 60),
        endOnFailure: false,
      });
    });
  }
});
