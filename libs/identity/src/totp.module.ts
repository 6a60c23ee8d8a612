import { Module } from '@nestjs/common';
import { TotpService } from './totp.service.js';

/** For the API alone: nobody else asks for codes. */
@Module({ providers: [TotpService], exports: [TotpService] })
export class TotpModule {}
