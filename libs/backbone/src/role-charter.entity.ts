import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** What somebody in a role is there for, does, decides and gets; in versions. */
@Entity('role_charter')
export class RoleCharter {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('text')
  role: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

@Entity('role_charter_version')
export class RoleCharterVersion {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'charter_id' })
  charterId: string;

  /** 1, 2, 3… within its charter. */
  @Column('integer')
  number: number;

  @Column('text')
  purpose: string;

  @Column('text', { array: true })
  responsibilities: string[];

  @Column('text', { name: 'decision_rights', array: true })
  decisionRights: string[];

  @Column('text', { name: 'support_received', array: true })
  supportReceived: string[];

  @Column('uuid', { name: 'lead_organization_id' })
  leadOrganizationId: string;

  @Column('uuid', { name: 'deputy_organization_id', nullable: true })
  deputyOrganizationId: string | null;

  @Column('uuid', { name: 'written_by' })
  writtenById: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}

/** That an organization in the role accepts one version. */
@Entity('charter_acceptance')
export class CharterAcceptance {
  @PrimaryColumn('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @PrimaryColumn('uuid', { name: 'version_id' })
  versionId: string;

  @PrimaryColumn('uuid', { name: 'organization_id' })
  organizationId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('timestamptz', { name: 'accepted_at' })
  acceptedAt: Date;
}
