/** A line of a log for a person: `14:05:09 WARN [Queues] …`, and a stack below it. What is no JSON stays as it is. */
export function readableLine(line: string): string {
  const fields = parse(line);
  if (!fields) return line.trimEnd();
  const { level, time, name, message, requestId, stack } = fields;
  const head = [
    time?.slice(11, 19),
    level?.toUpperCase(),
    name && `[${name}]`,
    message,
    requestId && `(request ${requestId})`,
  ];
  const text = head.filter(Boolean).join(' ');
  return stack ? `${text}\n${stack}` : text;
}

function parse(line: string): Record<string, string | undefined> | null {
  try {
    const fields: unknown = JSON.parse(line);
    const isLine = typeof fields === 'object' && fields !== null && 'level' in fields && 'message' in fields;
    return isLine ? (fields as Record<string, string>) : null;
  } catch {
    return null;
  }
}
