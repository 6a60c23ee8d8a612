import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who agrees: an organization, or the coalition's backbone. Each signs for itself. */
@Entity('agreement_party')
export class AgreementParty {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'agreement_id' })
  agreementId: string;

  /** Null: the backbone. */
  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @Column('uuid', { name: 'signed_by', nullable: true })
  signedBy: string | null;

  @Column('timestamptz', { name: 'signed_at', nullable: true })
  signedAt: Date | null;
}
