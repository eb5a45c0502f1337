import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** `Name <address>` as git is set up; `undefined` if it is not, or not there. */
export async function gitAuthor(directory: string): Promise<string | undefined> {
  const [name, email] = await Promise.all([setting('user.name', directory), setting('user.email', directory)]);
  if (name === undefined) return undefined;
  return email === undefined ? name : `${name} <${email}>`;
}

async function setting(key: string, directory: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', ['config', '--get', key], { cwd: directory, timeout: 5_000 });
    return stdout.trim() || undefined;
  } catch {
    return undefined; // Not set, or no git: the author can be written by hand.
  }
}
