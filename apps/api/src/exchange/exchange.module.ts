import { Module } from '@nestjs/common';
import { ExchangeModule } from '@keelson/exchange';
import { AuthModule } from '../auth/auth.module.js';
import { ReportsDoor } from '../reports/reports.module.js';
import { BulkOperationsResolver } from './bulk-operations.resolver.js';
import { FilesController } from './files.controller.js';
import { SignRefusalsResolver } from './sign-refusals.resolver.js';
import { UploadsController } from './uploads.controller.js';

@Module({
  imports: [AuthModule, ExchangeModule, ReportsDoor],
  controllers: [FilesController, UploadsController],
  providers: [BulkOperationsResolver, SignRefusalsResolver],
})
export class ExchangeDoor {}
