import {
  coalitionRoles,
  holds,
  isBackbone,
  partnerOrganizationIds,
  type Actor,
  type CoalitionRole,
} from '@keelson/platform';
import { canOpenReport, type Audience } from '@keelson/reports';
import { digestParts, type DigestContent, type DigestItem, type DigestPart } from './digest-content.js';

/** Something that a coalition's members may be told, and whom it concerns. */
export interface DigestFact extends DigestItem {
  part: DigestPart;
  /** Who may see it: these roles; null: every role. */
  roles: CoalitionRole[] | null;
  /** Published to these; null: no report. */
  audiences: Audience[] | null;
  /** Whom it concerns. Null, both of them: everybody who may see it. */
  organizationIds: string[] | null;
  personIds: string[] | null;
  /** Whether it also concerns backbone staff. */
  ofBackbone: boolean;
  /** What somebody follows who wants to hear of it: `Activity <id>`, `Measure <id>`, `Goal <code>`. */
  keys: string[];
  /** Who did it. */
  by: string[];
}

export interface DigestMember {
  actor: Actor;
  follows: readonly string[];
}

/** More than that nobody reads; the rest is counted. */
export const mostItems = 20;

/** What of all facts one member is told; null: nothing. */
export function contentFor(
  member: DigestMember,
  coalitionId: string,
  facts: readonly DigestFact[],
): DigestContent | null {
  // Looked up once: a thousand members times thousands of facts ask for it.
  const organizationIds = partnerOrganizationIds(member.actor, coalitionId);
  const reader = { ...member, coalitionId, organizationIds, leads: isBackbone(member.actor, coalitionId) };
  const own = facts.filter((fact) => concerns(reader, fact) && maySee(reader, fact));
  const sections = digestParts.flatMap((part) => {
    const items = own.filter((fact) => fact.part === part);
    if (items.length === 0) return [];
    return [{ part, items: items.slice(0, mostItems).map(itemOf), more: Math.max(0, items.length - mostItems) }];
  });
  return sections.length > 0 ? { sections } : null;
}

interface Reader extends DigestMember {
  coalitionId: string;
  /** Those that the member speaks for. */
  organizationIds: readonly string[];
  leads: boolean;
}

function maySee({ actor, coalitionId }: Reader, { roles, audiences }: DigestFact): boolean {
  if (!holds(actor, coalitionId, ...(roles ?? coalitionRoles))) return false;
  return audiences === null || canOpenReport(actor, coalitionId, audiences);
}

function concerns({ actor, follows, organizationIds: own, leads }: Reader, fact: DigestFact): boolean {
  const { organizationIds, personIds, ofBackbone, keys, by } = fact;
  // Nobody is told what they alone did.
  if (by.length === 1 && by[0] === actor.personId) return false;
  if (organizationIds === null && personIds === null) return true;
  if (ofBackbone && leads) return true;
  if (personIds?.includes(actor.personId)) return true;
  if (follows.length > 0 && keys.some((key) => follows.includes(key))) return true;
  return organizationIds !== null && own.some((id) => organizationIds.includes(id));
}

function itemOf({ kind, subjectType, subjectId, title, on, details }: DigestFact): DigestItem {
  return { kind, subjectType, subjectId, title, on, details };
}
