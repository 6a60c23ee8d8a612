import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { AuditEventResolver } from './audit-event.resolver.js';
import { AuditExportController } from './audit-export.controller.js';
import { HistoryResolver } from './history.resolver.js';

@Module({
  imports: [CoalitionsModule],
  controllers: [AuditExportController],
  providers: [AuditEventResolver, HistoryResolver],
})
export class HistoryDoor {}
