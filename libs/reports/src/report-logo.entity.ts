import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export const logoTypes = ['image/png', 'image/jpeg'] as const;
export type LogoType = (typeof logoTypes)[number];

/** A picture that stands on reports; nothing of it ever changes. */
@Entity('report_logo')
export class ReportLogo {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'definition_id' })
  definitionId: string;

  @Column('text', { name: 'media_type' })
  mediaType: LogoType;

  /** In pixels, as `height`. */
  @Column('integer')
  width: number;

  @Column('integer')
  height: number;

  /** Of `bytes`, in hex. */
  @Column('text')
  sha256: string;

  /** Loaded only where the picture is drawn. */
  @Column('bytea', { select: false })
  bytes?: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
