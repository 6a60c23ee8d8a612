import { setTimeout as pause } from 'node:timers/promises';
import { Body, Controller, HttpCode, Inject, Logger, Post, Req, UseFilters, UseGuards } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { PasswordResetsService } from '@keelson/identity';
import { MailsService } from '@keelson/notices';
import { faultOf, InvalidState, NotFound } from '@keelson/platform';
import { accountOf, Attempts } from './attempts.js';
import { OriginGuard } from './origin.guard.js';
import { TooManyAttemptsFilter } from './too-many-attempts.filter.js';

/** In milliseconds. Longer than it takes to make a link, so that the time says nothing of whether one was made. */
const answerAfter = 500;

class AddressBody {
  @IsString({ message: 'Send the e-mail address.' })
  @MaxLength(254)
  email: string;
}

class NewPasswordBody {
  /** What follows the "#" of the link. */
  @IsString({ message: 'Send the token of the link.' })
  @MaxLength(100)
  token: string;

  @IsString({ message: 'Send the new password.' })
  @MaxLength(128)
  password: string;
}

/** For somebody who has forgotten their password: a link by mail that works once. */
@UseFilters(TooManyAttemptsFilter)
@UseGuards(OriginGuard)
@Controller('auth/password-reset')
export class PasswordResetsController {
  private readonly log = new Logger('PasswordResets');

  constructor(
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(MailsService) private readonly mails: MailsService,
    @Inject(PasswordResetsService) private readonly resets: PasswordResetsService,
  ) {}

  /** `{"email"}` in; the answer is the same, and comes after the same time, whether anybody has the address or not. */
  @HttpCode(202)
  @Post()
  async request(@Body() { email }: AddressBody, @Req() { ip: address, id }: FastifyRequest): Promise<object> {
    if (!this.mails.sends) {
      const message = 'This installation sends no mails: ask its administrator, or your backbone staff.';
      throw new InvalidState('mail.none', message);
    }
    const from = { address, requestId: String(id) };
    const ask = () =>
      this.resets.requestReset(email, from, (manager, person, token) =>
        this.mails.mailPasswordReset(manager, person, token),
      );
    // Each one counts: what it costs is a mail to somebody else.
    const asked = this.attempts.countEach({ account: accountOf(`reset ${email}`), address }, () =>
      ask().catch((error: unknown) => this.log.error(faultOf(error, from.requestId))),
    );
    await Promise.all([asked, pause(answerAfter)]);
    return {};
  }

  /** `{"token","password"}` in. Ends all sessions of the person, who then signs in. */
  @HttpCode(204)
  @Post('confirm')
  async confirm(@Body() { token, password }: NewPasswordBody, @Req() { ip, id }: FastifyRequest): Promise<void> {
    await this.attempts.limit(
      { address: ip },
      () => this.resets.resetPassword(token, password, String(id)),
      (error) => error instanceof NotFound,
    );
  }
}
