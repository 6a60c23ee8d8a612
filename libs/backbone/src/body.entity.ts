import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const bodyKinds = ['STEERING', 'WORKING_GROUP', 'BACKBONE_TEAM', 'COMMUNITY_PANEL'] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** A circle of seats that meets; where it is a decision body, it also decides. */
@Entity('body')
export class Body {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  name: string;

  @Column('text')
  kind: BodyKind;

  @Column('text', { nullable: true })
  purpose: string | null;

  /** Whether it is a decision body. */
  @Column('boolean')
  decides: boolean;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
