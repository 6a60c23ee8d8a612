import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an organization asks of the backbone. */
@Entity('support_request')
export class SupportRequest {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('text')
  subject: string;

  @Column('text', { nullable: true })
  text: string | null;

  @Column('uuid', { name: 'asked_by' })
  askedById: string;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt: Date;

  /** The first answer. */
  @Column('text', { nullable: true })
  response: string | null;

  @Column('uuid', { name: 'responded_by', nullable: true })
  respondedById: string | null;

  @Column('timestamptz', { name: 'responded_at', nullable: true })
  respondedAt: Date | null;

  @Column('text', { nullable: true })
  resolution: string | null;

  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt: Date | null;

  /** What the organization says of it afterwards. */
  @Column('boolean', { nullable: true })
  helpful: boolean | null;
}
