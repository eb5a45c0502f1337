/**
 * Takes errors that nobody caught (a plugin's forgotten promise, say) and Node's warnings: printed by Node
 * itself they would go around redaction. A later call takes the place of an earlier one.
 */
export function handleFaults(onError: (error: unknown) => void, onWarning: (warning: Error) => void): void {
  process.setUncaughtExceptionCaptureCallback(null);
  process.setUncaughtExceptionCaptureCallback(onError);
  process.removeAllListeners('warning');
  process.on('warning', onWarning);
}
