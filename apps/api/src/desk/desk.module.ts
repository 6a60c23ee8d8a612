import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { DeskModule } from '@keelson/desk';
import { AttentionSnoozesResolver, DeskResolver } from './desk.resolver.js';

@Module({ imports: [CoalitionsModule, DeskModule], providers: [AttentionSnoozesResolver, DeskResolver] })
export class DeskDoor {}
