import { Module } from '@nestjs/common';
import { CoalitionsModule } from '@keelson/coalitions';
import { IdentityModule } from '@keelson/identity';
import { PeopleResolver } from './people.resolver.js';

@Module({ imports: [CoalitionsModule, IdentityModule], providers: [PeopleResolver] })
export class PeopleDoor {}
