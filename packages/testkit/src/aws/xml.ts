const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** One element around a text. Control characters are written as S3 writes them, though XML 1.0 has no way to. */
export function xmlElement(name: string, text: string | number | boolean): string {
  const escaped = String(text)
    .replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character)
    .replaceAll(/[\x00-\x1f\x7f]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
  return `<${name}>${escaped}</${name}>`;
}

/** A document with S3's name space. */
export function xmlDocument(root: string): string {
  const named = root.startsWith('<Error>')
    ? root
    : root.replace('>', ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/">');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${named}`;
}

/** The text of each element of this name; enough for the flat documents that clients of S3 send. */
export function xmlTexts(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, text]) => unescaped(text ?? ''));
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&quot;|&#34;|&#x22;/g, '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
