import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Which submissions figures are computed from. */
export const figureSources = ['APPROVED', 'SUBMITTED'] as const;
export type FigureSource = (typeof figureSources)[number];

/**
 * What lets an audience see the coalition's totals: that it belongs to it (reports still have to be published), or only an
 * agreement in force.
 */
export const sharingRules = ['BY_MEMBERSHIP', 'BY_AGREEMENT'] as const;
export type SharingRule = (typeof sharingRules)[number];

/** Many organizations with one goal, and the wall around what they share. */
@Entity('coalition')
export class Coalition {
  @PrimaryColumn('uuid')
  id: string;

  /** Unique in the installation. */
  @Column('text')
  code: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  description: string | null;

  /** IANA name; deadlines and "today" follow it. */
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  /** BCP 47: what its people write in, and are written to in unless they chose otherwise. */
  @Column('text')
  language: string;

  /** The month, 1 to 12, in which the coalition's reporting year starts. */
  @Column('smallint', { name: 'year_start_month' })
  yearStartMonth: number;

  @Column('text', { name: 'figures_from' })
  figuresFrom: FigureSource;

  /** Numbers of people from 1 to below it are not shown outside the backbone. */
  @Column('integer', { name: 'small_number_threshold' })
  smallNumberThreshold: number;

  @Column('text')
  sharing: SharingRule;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
