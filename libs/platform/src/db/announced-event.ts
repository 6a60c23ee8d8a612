/**
 * State changes that others can be told of: webhooks choose from this list, and e-mail notices follow from some of it.
 * The name of an event is a promise to integrators; its facts are what a notice needs beside the subject's id.
 */
export const announcedEvents = [
  'report.published',
  'report.withdrawn',
  'report.restated',
  'submission.submitted',
  'submission.approved',
  'submission.returned',
  'agenda.adopted',
  'agreement.expiring',
  'commitment.overdue',
] as const;
export type AnnouncedEvent = (typeof announcedEvents)[number];

/** UUIDs and short texts; whoever writes the notice decides what of it leaves the platform. */
export interface Facts {
  title?: string;
  audiences?: string[];
  organizationId?: string;
  /** The report that tells what changed in another one. */
  byReportId?: string;
  organizationIds?: string[];
  /** Names, of organizationIds. */
  organizations?: string[];
  /** One of organizationIds is the coalition's backbone. */
  ofBackbone?: boolean;
  /** A period code. */
  period?: string;
  reason?: string;
  /** A last day, `2026-12-31`. */
  lastDay?: string;
}

export interface Announcement {
  event: AnnouncedEvent;
  facts: Facts;
}
