import { Module } from '@nestjs/common';
import { DigestsModule } from '@keelson/digests';
import { DigestsResolver } from './digests.resolver.js';
import { FollowsResolver } from './follows.resolver.js';

@Module({ imports: [DigestsModule], providers: [DigestsResolver, FollowsResolver] })
export class DigestsDoor {}
