/** Removes what the build made, so that nothing of a deleted source file is left in it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workspaceManifests } from './bootstrap/workspace-manifests.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const { folder } of workspaceManifests(root)) rmSync(join(folder, 'dist'), { recursive: true, force: true });
