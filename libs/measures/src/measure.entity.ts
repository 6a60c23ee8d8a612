import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Frequency } from './period.js';

export const measureLevels = ['POPULATION', 'PERFORMANCE'] as const;
export type MeasureLevel = (typeof measureLevels)[number];
export const measureAspects = ['HOW_MUCH', 'HOW_WELL', 'BETTER_OFF'] as const;
export type MeasureAspect = (typeof measureAspects)[number];
export const directions = ['INCREASE', 'DECREASE', 'MAINTAIN', 'NONE'] as const;
export type Direction = (typeof directions)[number];

/** The same measure in a public catalogue, e.g. IRIS+. */
export interface CatalogueReference {
  vocabulary: string;
  code: string;
  uri?: string | null;
}

/** What partners report by one definition. The definition itself is versioned: see MeasureVersion. */
@Entity('measure')
export class Measure {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  description: string | null;

  /** POPULATION: a whole population, nobody answers for it alone. PERFORMANCE: an organization's own customers. */
  @Column('text')
  level: MeasureLevel;

  @Column('text', { nullable: true })
  aspect: MeasureAspect | null;

  @Column('text')
  direction: Direction;

  @Column('text')
  frequency: Frequency;

  @Column('uuid', { name: 'goal_ids', array: true })
  goalIds: string[];

  @Column('jsonb', { name: 'catalogue_references' })
  references: CatalogueReference[];

  /** Nobody reports it: every version of it is CALCULATED. */
  @Column('boolean')
  calculated: boolean;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
