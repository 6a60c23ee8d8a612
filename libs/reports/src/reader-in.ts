import type { Actor, CoalitionRole } from '@keelson/platform';
import type { Audience } from './report-publication.entity.js';

const roleIn: Record<Audience, CoalitionRole> = { COALITION: 'OBSERVER', FUNDERS: 'FUNDER', PUBLIC: 'OBSERVER' };
/** Nobody's id: what is somebody's own stays closed. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Nobody in particular, who sees what an audience sees and nothing else: whoever holds a link, or opens an archive. */
export function readerIn(audience: Audience, coalitionId: string, requestId: string): Actor {
  return {
    ...{ personId: nobody, keyId: null, administrator: false, scopes: ['READ'], requestId },
    roles: [{ coalitionId, role: roleIn[audience], organizationId: null }],
    ...(audience === 'PUBLIC' ? { isAnybody: true } : {}),
  };
}
