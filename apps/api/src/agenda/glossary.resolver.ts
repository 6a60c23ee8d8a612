import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  GlossaryService,
  TermPositionsService,
  type Term,
  type TermDefinition,
  type TermPosition,
} from '@keelson/agenda';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PageArgs } from '../graphql/connection.js';
import type { RequestContext } from '../graphql/context.js';
import { IdArg } from '../graphql/id.js';
import { loadNode, registerNode } from '../graphql/node.js';
import { payloadOf } from '../graphql/payload.js';
import { loadOneRelated, loadRelated } from '../graphql/related.js';
import { OrganizationType } from '../organizations/organization.type.js';
import { PersonType } from '../people/person.type.js';
import {
  DefineTermInput,
  RedefineTermInput,
  RequireTermInput,
  TakeTermPositionInput,
  TermFilterInput,
} from './glossary.inputs.js';
import { TermAgreementType, TermConnection, TermDefinitionType, TermPositionType, TermType } from './glossary.type.js';

const TermPayload = payloadOf('TermPayload', 'term', TermType);

@Resolver(() => TermType)
export class GlossaryResolver {
  constructor(
    @Inject(GlossaryService) private readonly glossary: GlossaryService,
    @Inject(TermPositionsService) private readonly positions: TermPositionsService,
  ) {
    registerNode('Term', (actor, ids) => positions.loadTerms(actor, ids));
  }

  @Query(() => TermType, { nullable: true })
  term(@IdArg('id', 'Term') id: string, @Context() context: RequestContext) {
    return loadNode<TermType>(context, 'Term', id);
  }

  @Query(() => TermConnection, { name: 'terms', nullable: true, description: "A coalition's glossary, by word." })
  listTerms(
    @CurrentActor() actor: Actor,
    @IdArg('coalitionId', 'Coalition') coalitionId: string,
    @Args('filter', { nullable: true }) filter: TermFilterInput,
    @Args() page: PageArgs,
  ) {
    return this.positions.listTerms(actor, coalitionId, filter ?? {}, page);
  }

  @Mutation(() => TermPayload, {
    description: 'Adds a term with its first definition; DUPLICATE where one differs by case or accents alone.',
  })
  async defineTerm(@CurrentActor() actor: Actor, @Args('input') input: DefineTermInput) {
    return { term: await this.glossary.defineTerm(actor, input) };
  }

  @Mutation(() => TermPayload, { description: 'Writes a new version of a definition; positions are taken on it anew.' })
  async redefineTerm(@CurrentActor() actor: Actor, @Args('input') { termId, ...content }: RedefineTermInput) {
    return { term: await this.glossary.redefineTerm(actor, termId, content) };
  }

  @Mutation(() => TermPayload, {
    description: 'Says whether a term must be agreed before an agenda is proposed. For backbone staff.',
  })
  async requireTerm(@CurrentActor() actor: Actor, @Args('input') input: RequireTermInput) {
    return { term: await this.glossary.requireTerm(actor, input) };
  }

  @Mutation(() => TermPayload, {
    description: 'Says how the organization you speak for stands to the latest definition; a later answer replaces it.',
  })
  async takeTermPosition(@CurrentActor() actor: Actor, @Args('input') input: TakeTermPositionInput) {
    return { term: await this.positions.takePosition(actor, input) };
  }

  @ResolveField(() => [TermDefinitionType], { description: 'All versions, the latest first.' })
  definitions(@Parent() term: Term, @Context() context: RequestContext): Promise<TermDefinitionType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.positions.loadDefinitionsOf(actor, ids);
    return loadRelated(context, 'Term.definitions', term.id, load, (definition) => definition.termId);
  }

  @ResolveField(() => TermAgreementType, { nullable: true })
  agreement(@Parent() term: Term, @Context() context: RequestContext): Promise<TermAgreementType | null> {
    const load = (actor: Actor, ids: readonly string[]) => this.positions.loadAgreements(actor, ids);
    return loadOneRelated(context, 'Term.agreement', term.id, load, (agreement) => agreement.termId);
  }
}

@Resolver(() => TermDefinitionType)
export class TermDefinitionsResolver {
  constructor(@Inject(TermPositionsService) private readonly service: TermPositionsService) {}

  @ResolveField(() => [TermPositionType])
  positions(@Parent() definition: TermDefinition, @Context() context: RequestContext): Promise<TermPositionType[]> {
    const load = (actor: Actor, ids: readonly string[]) => this.service.loadPositionsOf(actor, ids);
    return loadRelated(context, 'TermDefinition.positions', definition.id, load, (one) => one.definitionId);
  }

  @ResolveField(() => PersonType, { nullable: true })
  writtenBy(@Parent() definition: TermDefinition, @Context() context: RequestContext) {
    return loadNode<PersonType>(context, 'Person', definition.writtenById);
  }
}

@Resolver(() => TermPositionType)
export class TermPositionResolver {
  @ResolveField(() => OrganizationType, { nullable: true })
  organization(@Parent() position: TermPosition, @Context() context: RequestContext) {
    return loadNode<OrganizationType>(context, 'Organization', position.organizationId);
  }
}
