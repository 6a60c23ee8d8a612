import { setTimeout as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentOf, fileFormats, writeMeasureFrame, type FileFormat } from '@keelson/formats';
import type { Words } from '@keelson/messages';
import { Config, Unauthenticated } from '@keelson/platform';
import { ReportsService } from '@keelson/reports';
import { VisitsService, type Visit } from '@keelson/sharing';
import { accountOf, Attempts, TooManyAttempts } from '../auth/attempts.js';
import { pageWords } from '../pages/page-words.js';
import { bodyOf, sendReport } from '../reports/send-report.js';
import { insertAfterHeader } from './insert-downloads.js';
import { knowsPasscode, rememberPasscode } from './passcode-cookie.js';
import {
  downloadsOf,
  embedPolicy,
  plainPolicy,
  reportPolicy,
  withLogo,
  writeNoLinkPage,
  writePasscodePage,
} from './write-pages.js';

/** In milliseconds. Longer than it takes to find out why a link leads nowhere, so that the time does not tell. */
const refuseAfter = 250;

class PasscodeBody {
  @IsString({ message: 'Send the passcode.' })
  @MaxLength(128)
  passcode: string;
}

/** What share links lead to, for people without an account; the link is the credential. No page has a script. */
@Controller('shared/:token')
export class SharedController {
  constructor(
    @Inject(VisitsService) private readonly visits: VisitsService,
    @Inject(ReportsService) private readonly reports: ReportsService,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(Config) private readonly config: Config,
  ) {}

  /** The report as a page with its files, or first the question for the passcode. */
  @Get()
  async show(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const visit = await this.visit(token, request, reply);
    if (!visit) return;
    if (this.asksFirst(visit, request)) return showPlain(reply, 200, (words) => writePasscodePage(words, null));
    const files = Buffer.from(downloadsOf(pathOf(token)).text);
    await this.sendPage(visit, 'page', request, reply, reportPolicy, files);
  }

  @Post()
  async unlock(
    @Param('token') token: string,
    @Body() { passcode }: PasscodeBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visit(token, request, reply);
    if (!visit) return;
    try {
      await this.attempts.limit(
        { account: accountOf(`share link ${visit.link.id}`), address: request.ip },
        async () => {
          if (!(await this.visits.passcodeMatches(visit, passcode)))
            throw new Unauthenticated('This is not the passcode.');
        },
      );
    } catch (error) {
      if (error instanceof TooManyAttempts) void reply.header('retry-after', String(error.retryAfter));
      else if (!(error instanceof Unauthenticated)) throw error;
      return showPlain(reply, error instanceof TooManyAttempts ? 429 : 403, (words) =>
        writePasscodePage(words, tellProblem(error, words)),
      );
    }
    rememberPasscode(this.config, visit.link, pathOf(token), reply);
    void reply.redirect(pathOf(token), 303);
  }

  /** For frames of the origins that the link names: the report's page, or the chart of one measure by its code. */
  @Get('embed')
  async embed(
    @Param('token') token: string,
    @Query('measure') measure: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visit(token, request, reply, ({ link }) => link.embeddedAt.length > 0);
    if (!visit) return;
    const policy = embedPolicy(visit.link.embeddedAt);
    // Older than frame-ancestors, and knows no origins.
    void reply.removeHeader('x-frame-options');
    if (measure === undefined) return this.sendPage(visit, 'embed', request, reply, policy);
    const report = await this.visits.openReport(visit, 'embed', request.ip);
    const content = { document: documentOf(report), figures: this.reports.figuresOf(visit.actor, report) };
    const page = await writeMeasureFrame(content, String(measure));
    if (page === null) return this.refuse(reply);
    showPage(reply, policy, page);
  }

  @Get(':file')
  async download(
    @Param('token') token: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const format = fileFormats.find((one) => file === `report.${one}`);
    const visit = await this.visit(token, request, reply, () => format !== undefined);
    if (!visit || !format) return;
    if (this.asksFirst(visit, request)) return void reply.redirect(pathOf(token), 303);
    const report = await this.visits.openReport(visit, format, request.ip);
    await sendReport(this.reports, visit.actor, report, format, reply);
  }

  /** The visit, or null when the request was answered as every link that leads nowhere. */
  private async visit(
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
    fits: (visit: Visit) => boolean = () => true,
  ): Promise<Visit | null> {
    void reply.header('x-robots-tag', 'noindex, nofollow, noarchive').header('referrer-policy', 'no-referrer');
    const earliest = pause(refuseAfter);
    const visit = await this.visits.openLink(token, String(request.id));
    if (visit && fits(visit)) return visit;
    await earliest;
    this.refuse(reply);
    return null;
  }

  private refuse(reply: FastifyReply): void {
    showPlain(reply, 404, writeNoLinkPage);
  }

  private asksFirst({ link }: Visit, request: FastifyRequest): boolean {
    return link.passcodeHash !== null && !knowsPasscode(this.config, link, request);
  }

  private async sendPage(
    visit: Visit,
    content: 'page' | 'embed',
    { ip }: FastifyRequest,
    reply: FastifyReply,
    policy: string,
    files: Buffer = Buffer.alloc(0),
  ): Promise<void> {
    const report = await this.visits.openReport(visit, content, ip);
    const figures = this.reports.figuresOf(visit.actor, report);
    const format: FileFormat = 'html';
    const body = await bodyOf(format, { document: documentOf(report), figures }, reply);
    if (!body) return;
    void reply.header('content-length', Number(reply.getHeader('content-length')) + files.length);
    showPage(reply, report.logo ? withLogo(policy) : policy, body.pipe(insertAfterHeader(files)));
    await reply;
  }
}

function pathOf(token: string): string {
  return `/shared/${token}`;
}

function showPage(reply: FastifyReply, policy: string, page: string | Readable): void {
  void reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', policy).send(page);
}

/** In the language of the browser: nobody has signed in. */
function showPlain(reply: FastifyReply, status: number, write: (words: Words) => string): void {
  void reply.status(status).header('vary', 'accept-language');
  showPage(reply, plainPolicy, write(pageWords(reply.request.headers['accept-language'])));
}

function tellProblem(error: Error, { say }: Words): string {
  if (!(error instanceof TooManyAttempts)) return say('page.passcode.wrong');
  const { retryAfter } = error;
  const inSeconds = retryAfter < 120;
  const count = inSeconds ? retryAfter : Math.ceil(retryAfter / 60);
  return say('page.passcode.tooMany', { count, unit: inSeconds ? 'SECONDS' : 'MINUTES' });
}
