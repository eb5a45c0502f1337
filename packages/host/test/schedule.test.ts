import { expect } from 'chai';
import { problemsOf } from './support/failure-of.ts';
import { openWith } from './support/open-with.ts';

const withSchedule = (schedule: string): string => `
schedule: ${schedule}
streams:
  - { id: a, tags: [hourly], source: { use: acme, token: token-0 }, destination: { use: disk, path: p } }
`;

describe('schedule', () => {
  it('is told as the config has it', async () => {
    const project = await openWith(
      withSchedule('{ hourly: "7 * * * *", "it\'s ü": "*/15 0-6,22 1 JAN-MAR/2 mon,FRI" }'),
    );
    expect(project.problems).to.deep.equal([]);
    expect(project.schedule).to.deep.equal({ hourly: '7 * * * *', "it's ü": '*/15 0-6,22 1 JAN-MAR/2 mon,FRI' });
    expect((await openWith(withSchedule('null'))).schedule).to.deep.equal({});
  });

  for (const [expression, problem] of [
    ['* * * *', 'no cron expression that all schedulers'],
    ['* * * * * *', 'no cron expression that all schedulers'],
    ['@daily', 'no cron expression that all schedulers'],
    ['5/10 * * * *', 'no cron expression that all schedulers'],
    ['0 0 L * *', 'no cron expression that all schedulers'],
    ['0 0 * * mon#2', 'no cron expression that all schedulers'],
    ['0 0 jan * *', 'no cron expression that all schedulers'],
    ['60 * * * *', 'out of its range'],
    ['0 22-2 * * *', 'out of its range'],
    ['*/0 * * * *', 'out of its range'],
    ['0 0 31 2 *', 'never comes due'],
    ['0 0 */2 * mon', 'schedulers differ'],
    ['0 0 1 * */2', 'schedulers differ'],
  ]) {
    it(`refuses ${expression}, with its place`, async () => {
      const { problems } = await openWith(withSchedule(`{ hourly: "${expression}" }`));
      expect(problems).to.have.length(1);
      expect(problems[0]).to.deep.include({ path: ['schedule', 'hourly'], line: 2, found: JSON.stringify(expression) });
      expect(problems[0]?.message).to.include(problem);
    });
  }

  it('refuses what is no text, and no mapping', async () => {
    for (const schedule of ['{ hourly: 5 }', '[a]', 'daily', '{ "": "* * * * *" }']) {
      const project = await openWith(withSchedule(schedule));
      const problems = await problemsOf(project.inventory());
      expect(problems.map(({ path }) => path[0])).to.deep.equal(['schedule']);
    }
  });

  it('is in the schema that editors are given', async () => {
    const schema = await (await openWith(withSchedule('{}'))).schema();
    expect(schema['properties']).to.have.property('schedule');
  });
});
