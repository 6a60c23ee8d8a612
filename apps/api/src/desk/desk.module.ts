import { Module } from '@nestjs/common';
import { DeskModule } from '@keelson/desk';
import { AttentionSnoozesResolver, DeskResolver } from './desk.resolver.js';

@Module({ imports: [DeskModule], providers: [AttentionSnoozesResolver, DeskResolver] })
export class DeskDoor {}
