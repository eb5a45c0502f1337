import type { Painter } from '../output/painter.ts';
import { type Column, table } from '../output/table.ts';
import type { ListedPlugin } from './list-plugins.ts';

/** More ids than this fill a line and tell nothing. */
const shownUsers = 3;

const columns: readonly Column<ListedPlugin>[] = [
  { title: 'USE', value: ({ plugin }) => [plugin.shortName, ...plugin.aliases].join(', ') },
  { title: 'KIND', value: ({ plugin }) => plugin.kind ?? '?' },
  { title: 'PACKAGE', value: ({ plugin }) => plugin.name },
  { title: 'VERSION', value: ({ plugin }) => plugin.version },
  {
    title: 'FITS',
    value: ({ plugin }) => (plugin.fits ? 'yes' : 'no'),
    style: ({ plugin }) => (plugin.fits ? 'green' : 'red'),
  },
  { title: 'FROM', value: ({ plugin }) => originText(plugin) },
  { title: 'USED BY', value: ({ usedBy }) => usersText(usedBy) },
];

/** The plugins, for people. */
export function pluginsTable(plugins: readonly ListedPlugin[], paint: Painter): string {
  return table(plugins, columns, paint);
}

/** A plugin that is being written lies elsewhere, and is linked. */
function originText({ origin, directory }: ListedPlugin['plugin']): string {
  const isLinked = directory !== undefined && !/[\\/]node_modules[\\/]/.test(directory);
  return isLinked && origin !== 'embedded' ? `${origin}, linked` : origin;
}

function usersText(users: readonly string[] | undefined): string {
  if (users === undefined) return '?';
  if (users.length === 0) return '-';
  const rest = users.length - shownUsers;
  return [...users.slice(0, shownUsers), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}
