import { Inject } from '@nestjs/common';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { BulkOperationsService } from '@keelson/exchange';
import { type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { DownloadLinks } from '../reports/download-links.js';
import { SignDownloadPayload } from '../reports/sign-download.resolver.js';
import { SignRefusalsInput } from './exchange.inputs.js';

@Resolver()
export class SignRefusalsResolver {
  constructor(
    @Inject(BulkOperationsService) private readonly operations: BulkOperationsService,
    @Inject(DownloadLinks) private readonly links: DownloadLinks,
  ) {}

  @Mutation(() => SignDownloadPayload, {
    description:
      'Makes a link to the CSV of what was refused of an import, for whatever cannot send a header. It ends as a link of signDownload ends.',
  })
  async signRefusals(
    @CurrentActor() actor: Actor,
    @Args('input') { bulkOperationId }: SignRefusalsInput,
  ): Promise<SignDownloadPayload> {
    const { coalitionId } = await this.operations.signRefusals(actor, bulkOperationId);
    return { download: this.links.sign(actor, { id: bulkOperationId, coalitionId, format: 'refusals' }) };
  }
}
