import { Inject } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { PeersService } from '@keelson/aggregation';
import type { Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { PeerBandRequestInput } from './peers.inputs.js';
import { PeerBandType } from './peers.type.js';

@Resolver(() => PeerBandType)
export class PeersResolver {
  constructor(@Inject(PeersService) private readonly peers: PeersService) {}

  @Query(() => [PeerBandType], {
    nullable: true,
    description: 'Your own number in an anonymous band of your peers, period by period.',
  })
  peerBands(@CurrentActor() actor: Actor, @Args('request') request: PeerBandRequestInput) {
    return this.peers.peerBands(actor, request);
  }
}
