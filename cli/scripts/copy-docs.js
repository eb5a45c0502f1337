// Puts the documentation into the package: errors name its pages, and whoever reads one may have nothing but the package.
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('..', import.meta.url));
const [from, to] = [join(cli, '..', 'docs'), join(cli, 'dist', 'docs')];

for (const name of globSync('**/*.{md,json,svg}', { cwd: from })) {
  const [page, copy] = [join(from, name), join(to, name)];
  if (existsSync(copy) && readFileSync(copy).equals(readFileSync(page))) continue;
  mkdirSync(dirname(copy), { recursive: true });
  // Several may pack at once: nobody may see half a page.
  const part = `${copy}.${process.pid}`;
  copyFileSync(page, part);
  renameSync(part, copy);
}
