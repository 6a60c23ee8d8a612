import { holds, isBackbone, isIn, type Actor } from '@keelson/platform';
import type { Audience } from './report-publication.entity.js';
import type { Report } from './report.entity.js';

type Requested = Pick<Report, 'coalitionId' | 'requestedById' | 'requestedByKeyId'>;

/** That a coalition has reports at all; which of them, `canSeeReport` says. */
export function canSeeReports(actor: Actor, coalitionId: string): boolean {
  return isIn(actor, coalitionId);
}

export function canRequestReport(actor: Actor, coalitionId: string): boolean {
  return holds(actor, coalitionId, 'BACKBONE', 'FUNDER');
}

/** To end its compiling, or to have it tried again: backbone staff, and whoever asked for it. */
export function canSteerReport(actor: Actor, report: Requested): boolean {
  return isBackbone(actor, report.coalitionId) || isOwn(actor, report);
}

/** Also decides who withdraws one. */
export function canPublishReport(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId);
}

/** To which audiences the actor belongs. */
export function audiencesOf(actor: Actor, coalitionId: string): Audience[] {
  if (actor.isAnybody) return isIn(actor, coalitionId) ? ['PUBLIC'] : [];
  return [
    ...(holds(actor, coalitionId, 'PARTNER', 'OBSERVER') ? (['COALITION'] as const) : []),
    ...(holds(actor, coalitionId, 'FUNDER') ? (['FUNDERS'] as const) : []),
    ...(isIn(actor, coalitionId) ? (['PUBLIC'] as const) : []),
  ];
}

/**
 * As which audiences somebody reads what stands published to these. What anybody sees is never more than what an audience
 * of their own sees, so it counts only where nothing else does.
 */
export function readsAs(actor: Actor, coalitionId: string, publishedTo: readonly Audience[]): Audience[] {
  const own = audiencesOf(actor, coalitionId).filter((audience) => publishedTo.includes(audience));
  return own.length > 1 ? own.filter((audience) => audience !== 'PUBLIC') : own;
}

/** The content: backbone staff, and the audiences that it stands published to. */
export function canOpenReport(actor: Actor, coalitionId: string, publishedTo: readonly Audience[]): boolean {
  const own = audiencesOf(actor, coalitionId);
  return isBackbone(actor, coalitionId) || publishedTo.some((audience) => own.includes(audience));
}

/** That it is there, and how far it is: also whoever asked for it. A key follows only what it asked for itself. */
export function canSeeReport(actor: Actor, report: Requested, publishedTo: readonly Audience[]): boolean {
  return canOpenReport(actor, report.coalitionId, publishedTo) || isOwn(actor, report);
}

function isOwn(actor: Actor, { coalitionId, requestedById, requestedByKeyId }: Requested): boolean {
  const own = requestedById === actor.personId && (actor.keyId === null || requestedByKeyId === actor.keyId);
  return own && canRequestReport(actor, coalitionId);
}
