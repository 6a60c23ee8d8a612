import { Column, Entity, PrimaryColumn } from 'typeorm';

export const forecastMethods = ['LEAST_SQUARES'] as const;
export type ForecastMethod = (typeof forecastMethods)[number];

/** A year's total as it was when the forecast was made. */
export interface ForecastPoint {
  period: string;
  value: string;
  /** How many organizations stood behind it, and whether it was a single one's number: who may see it follows from these. */
  organizations: number;
  picked: boolean;
}

/** What would have come without doing anything new: the baseline curve of Results-Based Accountability. Never changed. */
@Entity('measure_forecast')
export class Forecast {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'measure_id' })
  measureId: string;

  @Column('integer')
  number: number;

  @Column('text')
  method: ForecastMethod;

  @Column('text')
  frequency: 'YEAR';

  @Column('date', { name: 'first_start' })
  firstStart: string;

  @Column('date', { name: 'last_start' })
  lastStart: string;

  /** The years that it stands on, oldest first. */
  @Column('jsonb')
  points: ForecastPoint[];

  /** The step from year to year. */
  @Column('numeric')
  slope: string;

  /** The line in the year of `firstStart`. */
  @Column('numeric')
  intercept: string;

  @Column('numeric', { nullable: true })
  lowest: string | null;

  @Column('numeric', { nullable: true })
  highest: string | null;

  @Column('numeric', { nullable: true })
  tolerance: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('uuid', { name: 'made_by' })
  madeBy: string;

  @Column('timestamptz', { name: 'made_at' })
  madeAt: Date;
}
