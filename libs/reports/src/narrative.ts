import { Measure } from '@keelson/measures';
import type { Problem } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';

/** The questions of turning the curve: why is it so, who helps, what works, what do we do next. */
export const narrativeKinds = ['SUMMARY', 'STORY_BEHIND_THE_CURVE', 'PARTNERS', 'WHAT_WORKS', 'NEXT_STEPS'] as const;
export type NarrativeKind = (typeof narrativeKinds)[number];

/** What people say beside the figures. */
export interface NarrativeSection {
  kind: NarrativeKind;
  /** The measure that it is about; null: the report as a whole. */
  measureId?: string | null;
  text: string;
}

/** As a report holds it, for good: by codes. */
export interface FrozenSection {
  kind: NarrativeKind;
  measure: string | null;
  text: string;
}

export const mostSections = 250;
const longestSection = 10_000;

/** What is wrong with a narrative. `measureIds` are those of the report; null for all that are active. */
export async function checkNarrative(
  manager: EntityManager,
  { coalitionId, measureIds, narrative }: Told,
): Promise<Problem[]> {
  const sections = narrative ?? [];
  const about = [...new Set(sections.flatMap(({ measureId }) => measureId ?? []))];
  const found = about.length > 0 ? await manager.findBy(Measure, { coalitionId, id: In(about) }) : [];
  const known = new Set(found.map(({ id }) => id).filter((id) => !measureIds || measureIds.includes(id)));
  const told = new Map<string, number>();
  return sections.flatMap(({ kind, measureId, text }, i): Problem[] => {
    const field = ['narrative', String(i)];
    const first = told.get(`${kind} ${measureId ?? ''}`);
    told.set(`${kind} ${measureId ?? ''}`, first ?? i);
    if (first !== undefined) {
      return [{ code: 'DUPLICATE', field, message: `Section ${first} says this already: write it as one text.` }];
    }
    if (!text.trim()) return [{ code: 'REQUIRED', field: [...field, 'text'], message: 'A section says something.' }];
    if (text.length > longestSection) {
      const message = `A section has at most ${longestSection} characters; this one has ${text.length}.`;
      return [{ code: 'TOO_LONG', field: [...field, 'text'], message }];
    }
    if (measureId == null || known.has(measureId)) return [];
    const message = 'This measure is not in the report.';
    return [{ code: 'UNKNOWN_MEASURE', field: [...field, 'measureId'], message }];
  });
}

interface Told {
  coalitionId: string;
  measureIds?: string[] | null;
  narrative?: NarrativeSection[] | null;
}
