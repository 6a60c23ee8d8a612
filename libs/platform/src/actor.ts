export const coalitionRoles = ['BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER'] as const;
export type CoalitionRole = (typeof coalitionRoles)[number];

/** What a credential may be used for. A signed-in person has all of them; an API key only those it was made with. */
export const scopes = ['READ', 'SUBMIT', 'REPORT', 'WRITE'] as const;
export type Scope = (typeof scopes)[number];

export interface HeldRole {
  coalitionId: string;
  role: CoalitionRole;
  /** The organization that the role is held for; null for the coalition as a whole. */
  organizationId: string | null;
}

/** Who acts: the first parameter of every public verb. */
export interface Actor {
  personId: string;
  /** The API key that spoke for the person, if one did. */
  keyId: string | null;
  /** The session of a person who signed in. */
  sessionId?: string | null;
  /** May create coalitions; sees nothing of a coalition without a role in it. */
  administrator: boolean;
  scopes: readonly Scope[];
  roles: readonly HeldRole[];
  /** Stands for anybody at all: a role lets them in, and what its holders see of reports stays closed. */
  isAnybody?: true;
  requestId: string;
}

export function coalitionIdsOf(actor: Actor): string[] {
  return [...new Set(actor.roles.map((held) => held.coalitionId))];
}

export function isIn(actor: Actor, coalitionId: string): boolean {
  return actor.roles.some((held) => held.coalitionId === coalitionId);
}

export function holds(actor: Actor, coalitionId: string, ...wanted: CoalitionRole[]): boolean {
  return actor.roles.some((held) => held.coalitionId === coalitionId && wanted.includes(held.role));
}

export function isBackbone(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE');
}

/** The organizations the actor may speak for in this coalition as a partner. */
export function partnerOrganizationIds(actor: Actor, coalitionId: string): string[] {
  return actor.roles.flatMap((held) =>
    held.coalitionId === coalitionId && held.role === 'PARTNER' && held.organizationId ? [held.organizationId] : [],
  );
}

export function speaksFor(actor: Actor, coalitionId: string, organizationId: string): boolean {
  return partnerOrganizationIds(actor, coalitionId).includes(organizationId);
}
