import { Field, ObjectType } from '@nestjs/graphql';
import { payloadOf, Payload } from '../graphql/payload.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { CoalitionType, MembershipType, WorkingGroupType } from './coalition.type.js';

export const CoalitionPayload = payloadOf('CoalitionPayload', 'coalition', CoalitionType);
export const MembershipPayload = payloadOf('MembershipPayload', 'membership', MembershipType);
export const WorkingGroupPayload = payloadOf('WorkingGroupPayload', 'workingGroup', WorkingGroupType);

@ObjectType()
export class AddOrganizationsPayload extends Payload {
  @Field(() => [OrganizationType], { nullable: true })
  organizations?: OrganizationType[];
}
