const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without style or script: the content policy of every answer allows neither. */
export function refusalPage(message: string): string {
  const text = message.replace(/[&<>"]/g, (character) => entities[character] ?? character);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Not signed in – Keelson</title><h1>Not signed in</h1><p>${text}</p></html>`;
}
