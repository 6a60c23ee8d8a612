import { Module } from '@nestjs/common';
import { AgendaModule } from '@keelson/agenda';
import { registerEntities } from '@keelson/platform';
import { DigestCompiler } from './compile-digests.js';
import { Digest } from './digest.entity.js';
import { DigestsService } from './digests.service.js';
import { Follow } from './follow.entity.js';
import { FollowsService } from './follows.service.js';

registerEntities(Digest, Follow);

@Module({
  imports: [AgendaModule],
  providers: [DigestsService, FollowsService],
  exports: [DigestsService, FollowsService],
})
export class DigestsModule {}

/** In the worker, which alone has mails to write. */
@Module({ providers: [DigestCompiler], exports: [DigestCompiler] })
export class DigestCompilingModule {}
