import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** That a link was used: append-only. */
@Entity('share_link_use')
export class ShareLinkUse {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coalition_id' })
  coalitionId: string;

  @Column('uuid', { name: 'share_link_id' })
  shareLinkId: string;

  @CreateDateColumn({ type: 'timestamptz' })
  at: Date;

  /** `page`, `embed`, or the ending of a file. */
  @Column('text')
  content: string;

  /** Where from, without what tells one machine from its neighbours. */
  @Column('text')
  network: string;
}
