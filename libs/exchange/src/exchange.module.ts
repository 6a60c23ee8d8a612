import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { SubmissionsModule } from '@keelson/submissions';
import { BulkOperation } from './bulk-operation.entity.js';
import { BulkOperationsService } from './bulk-operations.service.js';
import { BulkProgress } from './bulk-progress.entity.js';
import { ImportRunner } from './run-import.js';
import { TemplatesService } from './templates.service.js';
import { Upload } from './upload.entity.js';
import { UploadsService } from './uploads.service.js';

registerEntities(BulkOperation, BulkProgress, Upload);

@Module({
  imports: [SubmissionsModule],
  providers: [BulkOperationsService, ImportRunner, TemplatesService, UploadsService],
  exports: [BulkOperationsService, ImportRunner, TemplatesService, UploadsService],
})
export class ExchangeModule {}
