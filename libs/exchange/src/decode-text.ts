/** The bytes are not UTF-8. */
export class NotText extends Error {
  constructor() {
    super('The file is not UTF-8 text. Save it as UTF-8, without a password, and send it again.');
  }
}

/** UTF-8 to text, share by share, without a byte-order mark. Throws NotText, never guesses an encoding. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const share of bytes) {
    const text = decode(() => decoder.decode(share, { stream: true }));
    if (text) yield text;
  }
  const rest = decode(() => decoder.decode());
  if (rest) yield rest;
}

function decode(read: () => string): string {
  try {
    return read();
  } catch {
    throw new NotText();
  }
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
