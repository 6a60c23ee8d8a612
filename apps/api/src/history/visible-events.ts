import { AuditEvent, coalitionIdsOf, holds, isBackbone, type Actor, type IdType } from '@keelson/platform';
import { audiencesOf } from '@keelson/reports';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';

/** What partners may read the history of; what of an agenda and of reports, says the condition. */
const openToPartners: IdType[] = [
  ...(['Coalition', 'Organization', 'Agenda', 'Measure', 'Activity', 'Decision', 'Report'] as const),
  ...([
    'StakeholderGroup',
    'Body',
    'Seat',
    'BodyDecision',
    'Term',
    'RoleCharter',
    'PhaseChange',
    'Commitment',
  ] as const),
];
const openToAll: IdType[] = ['Measure', 'Report'];

/** Who read, was refused or looked something up is the backbone's business. */
const closed = ['exportAuditLog', 'refuse', 'downloadReport', 'signDownload'];

/** Drafts are the backbone's workshop: neither what was written into one nor one that went back to it. */
const noDraft = `(event.subject_type <> 'Agenda' OR (event.verb NOT IN ('draftAgenda', 'editAgenda') AND EXISTS (
  SELECT 1 FROM agenda a WHERE a.coalition_id = event.coalition_id AND a.id = event.subject_id AND a.state <> 'DRAFT')))`;

/** The events that the actor may read: all of a coalition for its backbone staff, for others those of what they see. */
export function visibleEvents(manager: EntityManager, actor: Actor): SelectQueryBuilder<AuditEvent> {
  const mine = coalitionIdsOf(actor);
  const backbone = mine.filter((id) => isBackbone(actor, id));
  const partner = mine.filter((id) => holds(actor, id, 'PARTNER'));
  const audience = (name: 'COALITION' | 'FUNDERS') => mine.filter((id) => audiencesOf(actor, id).includes(name));
  const ofPublished = `(event.subject_type <> 'Report' OR EXISTS (
    SELECT 1 FROM report_publication p
     WHERE p.coalition_id = event.coalition_id AND p.report_id = event.subject_id AND p.withdrawn_at IS NULL
       AND ((p.audience = 'COALITION' AND p.coalition_id = ANY(:coalitionAudience))
         OR (p.audience = 'FUNDERS' AND p.coalition_id = ANY(:funders)))))`;
  const open = `event.verb <> ALL(:closed) AND (event.subject_type = ANY(:openToAll)
    OR (event.subject_type = ANY(:openToPartners) AND event.coalition_id = ANY(:partner)))`;
  return manager
    .createQueryBuilder(AuditEvent, 'event')
    .where('event.coalitionId = ANY(:mine)', { mine })
    .andWhere(`(event.coalition_id = ANY(:backbone) OR (${open} AND ${noDraft} AND ${ofPublished}))`, {
      ...{ backbone, partner, openToAll, openToPartners, closed },
      ...{ coalitionAudience: audience('COALITION'), funders: audience('FUNDERS') },
    });
}
