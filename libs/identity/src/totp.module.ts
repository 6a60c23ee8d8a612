import { Module } from '@nestjs/common';
import { TotpService } from './totp.service.js';

/** For the API alone: the worker is told no secret that could open what is sealed here. */
@Module({ providers: [TotpService], exports: [TotpService] })
export class TotpModule {}
