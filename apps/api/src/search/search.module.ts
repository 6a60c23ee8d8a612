import { Module } from '@nestjs/common';
import { SearchModule } from '@keelson/search';
import { SearchResolver } from './search.resolver.js';

@Module({ imports: [SearchModule], providers: [SearchResolver] })
export class SearchDoor {}
