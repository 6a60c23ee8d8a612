import type { CoalitionRole } from '@keelson/platform';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A person's role in a coalition; a PARTNER holds it for an organization. */
@Entity('role_grant')
export class RoleGrant {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('text')
  role: CoalitionRole;

  @Column('uuid', { name: 'organization_id', nullable: true })
  organizationId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
