/** Ids and tags that people, or scripts of theirs, have given to streams. */
export const hostileStreams: readonly { readonly id: string; readonly tags: readonly string[] }[] = [
  { id: '..', tags: ['..', '.'] },
  { id: '../../etc/passwd', tags: ['a/b', '/'] },
  { id: 'über-Zürich 日志 🦆', tags: ['ü', '🦆'] },
  { id: '__proto__', tags: ['constructor', '__proto__'] },
  { id: 'it\'s "quoted" & <b>100%</b>', tags: ['${env:HOME}', '%2e%2e'] },
  { id: 'line\nbreak\tand\u0007bell', tags: ['\u0000', '\u202e'] },
  { id: `long-${'x'.repeat(300)}`, tags: ['y'.repeat(300)] },
];
