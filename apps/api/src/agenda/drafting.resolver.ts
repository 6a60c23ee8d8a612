import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { AdoptionService, DraftingService } from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { IdArg } from '../graphql/id.js';
import { payloadOf } from '../graphql/payload.js';
import { AdoptAgendaInput, DraftAgendaInput, EditAgendaInput, ReturnAgendaInput } from './agenda.inputs.js';
import { AgendaType } from './agenda.type.js';

const AgendaPayload = payloadOf('AgendaPayload', 'agenda', AgendaType);

@Resolver(() => AgendaType)
export class DraftingResolver {
  constructor(
    @Inject(DraftingService) private readonly drafting: DraftingService,
    @Inject(AdoptionService) private readonly adoption: AdoptionService,
  ) {}

  @Mutation(() => AgendaPayload, {
    description: 'Starts a new version as a copy of the adopted one, with the changes given. For backbone staff.',
  })
  async draftAgenda(@CurrentActor() actor: Actor, @Args('input') { coalitionId, ...changes }: DraftAgendaInput) {
    return { agenda: await this.drafting.draftAgenda(actor, coalitionId, changes) };
  }

  @Mutation(() => AgendaPayload, {
    description: 'Changes a version that is DRAFT or CONSULTING; lists come as whole lists. For backbone staff.',
  })
  async editAgenda(@CurrentActor() actor: Actor, @Args('input') { id, ...changes }: EditAgendaInput) {
    return { agenda: await this.drafting.editAgenda(actor, id, changes) };
  }

  @Mutation(() => AgendaPayload, {
    description:
      'Opens a DRAFT to the whole coalition: it is consulted on while it is still edited. For backbone staff.',
  })
  async consultOnAgenda(@CurrentActor() actor: Actor, @IdArg('id', 'Agenda') id: string) {
    return { agenda: await this.adoption.consultOnAgenda(actor, id) };
  }

  @Mutation(() => AgendaPayload, {
    description:
      'Puts a version that was consulted on before the coalition. Every failing check of its `readiness` comes back at ' +
      'once. For backbone staff.',
  })
  async proposeAgenda(@CurrentActor() actor: Actor, @IdArg('id', 'Agenda') id: string) {
    return { agenda: await this.adoption.proposeAgenda(actor, id) };
  }

  @Mutation(() => AgendaPayload, {
    description: 'Takes a PROPOSED version back to CONSULTING; pledges given on it lapse. For backbone staff.',
  })
  async returnAgenda(@CurrentActor() actor: Actor, @Args('input') { id, reason }: ReturnAgendaInput) {
    return { agenda: await this.adoption.returnAgenda(actor, id, reason) };
  }

  @Mutation(() => AgendaPayload, {
    description:
      'Puts a PROPOSED version in force and the one before aside, by a confirmed decision of a decision body that was ' +
      'recorded after it was proposed. Refused when another version was adopted after this one was proposed. After an ' +
      'interim decision, a decision of a body that meets the rule of seats confirms it. For backbone staff.',
  })
  async adoptAgenda(@CurrentActor() actor: Actor, @Args('input') { id, decisionId }: AdoptAgendaInput) {
    return { agenda: await this.adoption.adoptAgenda(actor, id, decisionId) };
  }
}
