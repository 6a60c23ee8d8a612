import { holds, isBackbone, type Actor } from '@keelson/platform';

export type Audience = 'EVERYBODY' | 'MEMBERS' | 'BACKBONE';

/** Whose texts somebody in the coalition may know of; MEMBERS are backbone and partners. */
export function audiencesOf(actor: Actor, coalitionId: string): Audience[] {
  return [
    'EVERYBODY',
    ...(holds(actor, coalitionId, 'BACKBONE', 'PARTNER') ? (['MEMBERS'] as const) : []),
    ...(isBackbone(actor, coalitionId) ? (['BACKBONE'] as const) : []),
  ];
}
