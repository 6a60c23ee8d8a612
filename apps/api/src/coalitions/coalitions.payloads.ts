import { Field, ObjectType } from '@nestjs/graphql';
import { payloadOf, Payload } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import { CoalitionType, MembershipType, RoleGrantType, WorkingGroupType } from './coalition.type.js';

export const CoalitionPayload = payloadOf('CoalitionPayload', 'coalition', CoalitionType);
export const MembershipPayload = payloadOf('MembershipPayload', 'membership', MembershipType);
export const RoleGrantPayload = payloadOf('RoleGrantPayload', 'roleGrant', RoleGrantType);
export const WorkingGroupPayload = payloadOf('WorkingGroupPayload', 'workingGroup', WorkingGroupType);

@ObjectType()
export class AddOrganizationsPayload extends Payload {
  @Field(() => [OrganizationType], { nullable: true })
  organizations?: OrganizationType[];
}

@ObjectType()
export class GrantRolePayload extends Payload {
  @Field(() => RoleGrantType, { nullable: true })
  roleGrant?: RoleGrantType;

  @Field(() => PersonType, { nullable: true })
  person?: PersonType;

  @Field(() => String, {
    nullable: true,
    description: 'For somebody new: the password to sign in with. Shown this once.',
  })
  temporaryPassword?: string | null;
}
