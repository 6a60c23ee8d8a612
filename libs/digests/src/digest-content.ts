import type { IdType } from '@keelson/platform';

/** In the order in which they are read. */
export const digestParts = ['ASKED', 'CHANGED', 'DECISIONS', 'FIGURES', 'REPORTS'] as const;
export type DigestPart = (typeof digestParts)[number];

export const digestItemKinds = [
  'SUBMIT',
  'ACCEPT_COMMITMENT',
  'DELIVER_COMMITMENT',
  'CONFIRM_COMMITMENT',
  'CONFIRM_LINK',
  'TAKE_POSITION',
  'PLEDGE',
  'CONSULTATION',
  'ANSWER_QUESTION',
  'WRITE_NOTES',
  'CHANGED',
  'DECIDED',
  'BODY_DECIDED',
  'NEW_FIGURES',
  'PUBLISHED',
] as const;
export type DigestItemKind = (typeof digestItemKinds)[number];

/** One line of a digest, as facts: words are made of it in whatever language it is read. */
export interface DigestItem {
  kind: DigestItemKind;
  subjectType: IdType;
  subjectId: string;
  title: string;
  /** The day that it is due, or was decided. */
  on: string | null;
  /** Codes: changes, period codes; or the name of an organization or body. */
  details: string[];
}

export interface DigestSection {
  part: DigestPart;
  items: DigestItem[];
  /** How many more there are than items. */
  more: number;
}

export interface DigestContent {
  sections: DigestSection[];
}
