import { Module } from '@nestjs/common';
import { registerEntities } from '@keelson/platform';
import { ReportsModule } from '@keelson/reports';
import { ShareLinkUse } from './share-link-use.entity.js';
import { ShareLink } from './share-link.entity.js';
import { ShareLinksService } from './share-links.service.js';
import { VisitsService } from './visits.service.js';

registerEntities(ShareLink, ShareLinkUse);

@Module({
  imports: [ReportsModule],
  providers: [ShareLinksService, VisitsService],
  exports: [ShareLinksService, VisitsService],
})
export class SharingModule {}
