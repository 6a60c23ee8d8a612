import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { AttentionSnooze } from './attention-snooze.entity.js';
import { DeskService } from './desk.service.js';

registerEntities(AttentionSnooze);

@Module({ providers: [DeskService], exports: [DeskService] })
export class DeskModule {}
