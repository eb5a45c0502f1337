/** What a source of the original says of an object. */
export interface OriginalMetadata {
  /** In UTC; the original takes the zone of the machine. */
  readonly timestamp: Date;
  /** @default 0 */
  readonly seq?: number;
  /** @default none, which makes the extension `log` */
  readonly format?: 'json' | 'jsonl' | 'yaml';
  readonly schemaHint?: string;
  readonly slug?: string;
}

export interface OriginalDestination {
  readonly store: 'Google Cloud Storage' | 'Amazon S3';
  /** @default none */
  readonly prefix?: string;
  /** Only Google Cloud Storage has it. @default false */
  readonly gzip?: boolean;
}

/** The name that the original gives an object: for Amazon S3 without schema hint and slug. */
export function originalName(
  metadata: OriginalMetadata,
  { store, prefix = '', gzip = false }: OriginalDestination,
): string {
  const { timestamp, seq = 0, format = 'log', schemaHint, slug } = metadata;
  const [date = '', time = ''] = timestamp.toISOString().slice(0, 19).split('T');
  const hour = time.slice(0, 2);
  const compact = `${date.replaceAll('-', '')}T${time.replaceAll(':', '')}`;
  const number = String(seq).padStart(4, '0');
  const timeKey = `${date.replaceAll('-', '/')}/${hour}/${compact}`;
  if (store === 'Amazon S3') return `${prefix}${timeKey}_${number}.${format}`;
  const folder = schemaHint === undefined ? '' : `${schemaHint}/`;
  const middle = slug === undefined ? '' : `_${slug}`;
  return `${prefix}${folder}${timeKey}${middle}_${number}.${format}${gzip ? '.gz' : ''}`;
}
