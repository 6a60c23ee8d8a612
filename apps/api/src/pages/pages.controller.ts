import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Words } from '@keelson/messages';
import { Config, NotFound } from '@keelson/platform';
import { readRefreshCookie } from '../auth/refresh-cookie.js';
import { loadAssets } from './load-assets.js';
import { formPolicy, graphiqlPolicy } from './page-frame.js';
import { pageWords } from './page-words.js';
import {
  writeGraphiqlPage,
  writeHomePage,
  writeInvitationPage,
  writeResetPage,
  writeSignInPage,
} from './write-pages.js';

/** The pages for people: they hold no data, and ask the API for it as every other client does. */
@Controller()
export class PagesController {
  private readonly assets = loadAssets();

  constructor(@Inject(Config) private readonly config: Config) {}

  @Get()
  home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    show(reply, hasSession(request) ? writeHomePage(wordsFor(reply)) : this.signInPage(reply));
  }

  @Get('sign-in')
  signIn(@Res() reply: FastifyReply): void {
    show(reply, this.signInPage(reply));
  }

  @Get('invitation')
  invitation(@Res() reply: FastifyReply): void {
    show(reply, writeInvitationPage(wordsFor(reply)));
  }

  @Get('reset-password')
  resetPassword(@Res() reply: FastifyReply): void {
    show(reply, writeResetPage(wordsFor(reply)));
  }

  @Get('graphiql')
  graphiql(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (hasSession(request)) show(reply, writeGraphiqlPage(), graphiqlPolicy);
    else void reply.redirect('/sign-in?next=/graphiql', 302);
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asset = this.assets.get(name);
    if (!asset) throw new NotFound('file');
    // Kept, but asked for anew: after an upgrade no page runs with scripts of the version before.
    void reply.header('cache-control', 'no-cache').header('etag', asset.etag);
    if (request.headers['if-none-match'] === asset.etag) void reply.status(304).send();
    else void reply.header('content-type', asset.type).send(asset.bytes);
  }

  private signInPage(reply: FastifyReply): string {
    const { KEELSON_OIDC_NAME: provider, KEELSON_SMTP_URL: server } = this.config;
    return writeSignInPage(wordsFor(reply), provider, server !== undefined);
  }
}

/** In the language that the browser asks for. */
function wordsFor(reply: FastifyReply): Words {
  return pageWords(reply.request.headers['accept-language']);
}

function show(reply: FastifyReply, page: string, policy = formPolicy): void {
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('vary', 'accept-language')
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer')
    .send(page);
}

/** Whether it still holds, the page finds out when it asks for an access token. */
function hasSession(request: FastifyRequest): boolean {
  return readRefreshCookie(request) !== undefined;
}
