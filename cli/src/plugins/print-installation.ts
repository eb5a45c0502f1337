import type { InstallReport } from '@hatchery/host/install';
import { print } from '../base/print.ts';
import { exitCode } from '../exit-code.ts';
import { jsonText } from '../output/json-text.ts';
import { painterFor } from '../output/painter.ts';

/** Prints what was installed or linked; gives the exit code. */
export async function printInstallation(report: InstallReport, json: boolean): Promise<number> {
  if (json) {
    const { changeJson } = await import('./change-json.ts');
    print(jsonText(changeJson(report)));
  } else {
    const { changeText } = await import('./change-text.ts');
    print(changeText(report, painterFor(process.stdout)));
  }
  return report.outcome === 'declined' ? exitCode.failed : exitCode.completed;
}
