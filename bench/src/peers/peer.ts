import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `--prepare-peers` puts what it gets; the benchmark itself gets nothing. */
export const peersFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'hatchery-bench', 'peers');
