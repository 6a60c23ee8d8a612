import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, UseFilters } from '@nestjs/common';
import { inputKinds, PublicInputsService, type InputKind } from '@keelson/agenda';
import { decodeId, encodeId } from '@keelson/platform';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Attempts } from '../auth/attempts.js';
import { TooManyAttemptsFilter } from '../auth/too-many-attempts.filter.js';
import type { RequestContext } from '../graphql/context.js';

const storable = /^[^\0\p{Cs}]*$/u;
const notStorable = { message: 'The text holds a character that is not allowed.' };

class PublicInputBody {
  @IsIn(inputKinds)
  kind: InputKind;

  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  @Matches(storable, notStorable)
  text: string;

  /** The id of the group that it comes from. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  group?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(320)
  @Matches(storable, notStorable)
  contact?: string | null;
}

/** For people without an account. Whoever knows a coalition's id may tell it something, and read what came of it. */
@UseFilters(TooManyAttemptsFilter)
@Controller('coalitions/:id')
export class CommunityInputsController {
  constructor(
    @Inject(PublicInputsService) private readonly inputs: PublicInputsService,
    @Inject(Attempts) private readonly attempts: Attempts,
  ) {}

  /** Limited by address: twenty in a quarter of an hour, then with growing delay. Nothing of others is told. */
  @HttpCode(201)
  @Post('inputs')
  async submitInput(
    @Param('id') id: string,
    @Body() { group, ...input }: PublicInputBody,
    @Req() request: RequestContext['request'],
  ) {
    const coalitionId = decodeId('Coalition', id);
    const groupId = group ? decodeId('StakeholderGroup', group, 'group') : null;
    // Under a name of its own: who says a lot can still sign in.
    const address = `input:${request.ip}`;
    await this.attempts.countEach({ address }, () =>
      this.inputs.submitInput(String(request.id), coalitionId, { ...input, groupId }),
    );
    return { received: true };
  }

  @Get('you-said-we-did')
  @Header('cache-control', 'no-store')
  async youSaidWeDid(@Param('id') id: string, @Query('after') after?: string) {
    const from = after ? decodeId('CommunityInput', after, 'after') : null;
    const { coalition, entries, next } = await this.inputs.youSaidWeDid(decodeId('Coalition', id), from);
    return {
      coalition,
      entries: entries.map(({ id: _, ...entry }) => entry),
      next: next && encodeId('CommunityInput', next),
    };
  }
}
