/** Whether something of this name is likely to hold a secret. */
export function soundsSecret(name: string): boolean {
  return /token|secret|passw|key|credential|auth|cookie|private/i.test(name);
}
