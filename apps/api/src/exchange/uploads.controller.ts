import {
  BadRequestException,
  Controller,
  Inject,
  Param,
  PayloadTooLargeException,
  Post,
  Req,
  Res,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TooLarge, UploadsService } from '@keelson/exchange';
import { Config, encodeId, type Actor } from '@keelson/platform';
import { CurrentActor } from '../auth/current-actor.decorator.js';
import { coalitionIdOf } from './coalition-id.js';

const megabyte = 1024 * 1024;

@Controller('coalitions/:id')
export class UploadsController {
  constructor(
    @Inject(Config) private readonly config: Config,
    @Inject(UploadsService) private readonly uploads: UploadsService,
  ) {}

  /**
   * Takes a file as it is (application/octet-stream or text/csv), and keeps it for seven days: 201 with its id, for
   * importMeasurements. 413 for more than KEELSON_UPLOAD_MB; what is cut off leaves nothing.
   */
  @Post('uploads')
  async upload(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const coalitionId = coalitionIdOf(id);
    const most = this.config.KEELSON_UPLOAD_MB * megabyte;
    // What is left of a body that is refused is not waited for.
    void reply.header('connection', 'close');
    if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(new TooLarge(most));
    if (request.body !== request.raw) {
      throw new UnsupportedMediaTypeException('Send the file as it is, as application/octet-stream or text/csv.');
    }
    const upload = await this.uploads.receiveUpload(actor, coalitionId, request.raw, most).catch((error: unknown) => {
      if (error instanceof TooLarge) throw tooLarge(error);
      throw request.raw.readableAborted ? new BadRequestException('This file was cut off.') : error;
    });
    void reply.removeHeader('connection');
    await reply.status(201).send({
      id: encodeId('Upload', upload.id),
      bytes: Number(upload.bytes),
      sha256: upload.sha256?.toString('hex'),
    });
  }
}

function tooLarge({ message }: TooLarge): PayloadTooLargeException {
  return new PayloadTooLargeException(message);
}
