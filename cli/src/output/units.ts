import prettyBytes from 'pretty-bytes';
import prettyMilliseconds from 'pretty-ms';

/** `1.5 kB` */
export function bytesText(bytes: number): string {
  return prettyBytes(bytes);
}

/** `850ms`, `1m 3s` */
export function durationText(milliseconds: number): string {
  return prettyMilliseconds(
    milliseconds,
    milliseconds < 1_000 ? {} : { secondsDecimalDigits: milliseconds < 10_000 ? 1 : 0, unitCount: 2 },
  );
}
