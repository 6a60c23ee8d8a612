import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PreferencesService } from '@keelson/notices';
import { formPolicy } from '../pages/page-frame.js';
import { pageWords } from '../pages/page-words.js';
import { writeRefusalPage } from '../pages/write-pages.js';

/** What the unsubscribe link of a mail leads to; the link is the credential, for this alone. */
@Controller('notices/refuse')
export class RefusalsController {
  constructor(@Inject(PreferencesService) private readonly preferences: PreferencesService) {}

  /** Changes nothing: mail programs open links by themselves. */
  @Get()
  page(@Res() reply: FastifyReply): void {
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', formPolicy)
      .header('referrer-policy', 'no-referrer')
      .header('vary', 'accept-language')
      .send(writeRefusalPage(pageWords(reply.request.headers['accept-language'])));
  }

  /** One click, by RFC 8058: a mail program sends a form without cookies, whose content says nothing more. */
  @HttpCode(200)
  @Post()
  async refuse(@Query('token') token: unknown, @Req() { id }: FastifyRequest): Promise<{ refused: string }> {
    return { refused: await this.preferences.refuse(typeof token === 'string' ? token : '', String(id)) };
  }
}
