import { Module } from '@nestjs/common';
import { ReportsModule } from '@keelson/reports';
import { SharingModule } from '@keelson/sharing';
import { AuthModule } from '../auth/auth.module.js';
import { SharedController } from './shared.controller.js';
import { ShareLinksResolver } from './share-links.resolver.js';

@Module({
  imports: [AuthModule, ReportsModule, SharingModule],
  controllers: [SharedController],
  providers: [ShareLinksResolver],
})
export class SharingDoor {}
