import type { CharterAcceptance, RoleCharterVersion } from './role-charter.entity.js';

/** AGREED: everybody whom the version names, lead and deputy, accepted it. */
export function isAgreed(
  { leadOrganizationId, deputyOrganizationId }: Pick<RoleCharterVersion, 'leadOrganizationId' | 'deputyOrganizationId'>,
  acceptances: readonly Pick<CharterAcceptance, 'organizationId'>[],
): boolean {
  const accepted = new Set(acceptances.map(({ organizationId }) => organizationId));
  return [leadOrganizationId, deputyOrganizationId].every((id) => !id || accepted.has(id));
}
