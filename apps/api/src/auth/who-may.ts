import type { CoalitionRole, Scope } from '@keelson/platform';

/**
 * Who may call an operation: people who hold one of these roles in some coalition (the room's policy then decides for
 * the coalition at hand) or administer the installation, everybody with a credential, or anybody at all.
 */
export type Who = readonly (CoalitionRole | 'ADMINISTRATOR')[] | 'ANYBODY_SIGNED_IN' | 'PUBLIC';

/** What an operation asks of the credential and of whom it speaks for. */
export interface Access {
  /** Null: no credential at all. */
  scope: Scope | null;
  who: Who;
}

export const anybody: Access = { scope: null, who: 'PUBLIC' };
const to = (scope: Scope) => ({
  everyRole: { scope, who: ['BACKBONE', 'PARTNER', 'FUNDER', 'OBSERVER'] } as Access,
  backbone: { scope, who: ['BACKBONE'] } as Access,
  partners: { scope, who: ['PARTNER'] } as Access,
  backboneAndPartners: { scope, who: ['BACKBONE', 'PARTNER'] } as Access,
  backboneAndFunders: { scope, who: ['BACKBONE', 'FUNDER'] } as Access,
  anybodySignedIn: { scope, who: 'ANYBODY_SIGNED_IN' } as Access,
  administrators: { scope, who: ['ADMINISTRATOR'] } as Access,
  backboneAndAdministrators: { scope, who: ['BACKBONE', 'ADMINISTRATOR'] } as Access,
});
export const read = to('READ');
export const submit = to('SUBMIT');
export const report = to('REPORT');
export const write = to('WRITE');
