import { isBackbone, partnerOrganizationIds, type Actor } from '@keelson/platform';
import type { BulkOperation } from './bulk-operation.entity.js';
import type { Upload } from './upload.entity.js';

/** Whoever submits for somebody; which cells of a file are theirs, submissions says. */
export function canImport(actor: Actor, coalitionId: string): boolean {
  return isBackbone(actor, coalitionId) || partnerOrganizationIds(actor, coalitionId).length > 0;
}

/** A file is its sender's alone; of a person's keys each has its own. */
export function canUseUpload(actor: Actor, upload: Pick<Upload, 'coalitionId' | 'personId' | 'keyId'>): boolean {
  return canImport(actor, upload.coalitionId) && upload.personId === actor.personId && upload.keyId === actor.keyId;
}

/** Backbone staff, and whoever asked for it while they submit here. A key follows only what it asked for itself. */
export function canSeeOperation(
  actor: Actor,
  operation: Pick<BulkOperation, 'coalitionId' | 'requestedById' | 'requestedByKeyId'>,
): boolean {
  if (isBackbone(actor, operation.coalitionId)) return true;
  const own = operation.requestedById === actor.personId;
  return own && canImport(actor, operation.coalitionId) && (!actor.keyId || operation.requestedByKeyId === actor.keyId);
}
