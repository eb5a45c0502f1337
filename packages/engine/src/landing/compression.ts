import { pipeline, type Readable, type Transform } from 'node:stream';
import type { Format } from '@hatchery/core';
import { createGunzip, createGzip, createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Compression } from '../stream.ts';

const codecs: Record<Exclude<Compression, 'none'>, { suffix: string; compress(): Transform; expand(): Transform }> = {
  gzip: { suffix: '.gz', compress: () => createGzip(), expand: () => createGunzip() },
  zstd: { suffix: '.zst', compress: () => createZstdCompress(), expand: () => createZstdDecompress() },
};

const compressedEndings = /(^|\.)(gz|zst|bz2|xz|zip)$/i;

/**
 * How an object of this format is compressed: not at all if its bytes are compressed already, as its format says (`jsonl.gz`).
 * A second time would make it no smaller, and hide the first from whoever reads it.
 */
export function compressionFor(format: Format | undefined, wanted: Compression): Compression {
  return format !== undefined && compressedEndings.test(format) ? 'none' : wanted;
}

/** What a compressed object's name ends in; empty for `none`. */
export function compressionSuffix(compression: Compression): string {
  return compression === 'none' ? '' : codecs[compression].suffix;
}

/** The stream's bytes, compressed; a failure of either end reaches the other. */
export function compress(stream: Readable, compression: Compression): Readable {
  return compression === 'none' ? stream : pipeline(stream, codecs[compression].compress(), () => {});
}

/** The inverse of {@link compress}. */
export function expand(stream: Readable, compression: Compression): Readable {
  return compression === 'none' ? stream : pipeline(stream, codecs[compression].expand(), () => {});
}
