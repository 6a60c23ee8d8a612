import { Module } from '@nestjs/common';
import { Charges } from './charge-request.js';
import { RateLimitResolver } from './rate-limit.resolver.js';

@Module({ providers: [Charges, RateLimitResolver], exports: [Charges] })
export class LimitsModule {}
