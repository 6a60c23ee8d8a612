import { InvalidInput, type Problem } from '@keelson/platform';

/** What is empty of the texts that have to be there. */
export function problemsOfTexts(texts: Record<string, [text: string | null | undefined, missing: string]>): Problem[] {
  return Object.entries(texts).flatMap(([field, [text, missing]]) =>
    text?.trim() ? [] : [{ code: 'REQUIRED' as const, field: [field], message: missing }],
  );
}

export function requireSound(problems: Problem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems);
}
