import { encodeId, type AnnouncedEvent, type Facts, type IdType } from '@keelson/platform';
import { testEvent } from './webhook-delivery.entity.js';

/** An announcement as it lies before the worker. */
export interface Announced {
  id: string;
  coalitionId: string;
  event: AnnouncedEvent;
  subjectId: string;
  personId: string | null;
  facts: Facts;
  at: Date;
}

const subjects: Record<string, [IdType, string]> = {
  report: ['Report', 'reportId'],
  submission: ['Submission', 'submissionId'],
  agenda: ['Agenda', 'agendaId'],
  agreement: ['Agreement', 'agreementId'],
  commitment: ['Commitment', 'commitmentId'],
};

/**
 * The body that is signed and sent, by Standard Webhooks: `type`, `timestamp`, `data`. Thin: ids to ask the API with,
 * no names, no numbers, and no reasons, which people write.
 */
export function writePayload(announced: Announced, publicUrl: string | undefined): string {
  const { event, coalitionId, subjectId, facts, at } = announced;
  const [kind = ''] = event.split('.');
  const [type, name] = subjects[kind]!;
  const id = encodeId(type, subjectId);
  const data = {
    coalitionId: encodeId('Coalition', coalitionId),
    [name]: id,
    ...(facts.audiences ? { audiences: facts.audiences } : {}),
    ...(facts.organizationId ? { organizationId: encodeId('Organization', facts.organizationId) } : {}),
    ...(facts.byReportId ? { byReportId: encodeId('Report', facts.byReportId) } : {}),
    ...(facts.lastDay ? { lastDay: facts.lastDay } : {}),
    ...(facts.period ? { period: facts.period } : {}),
    ...(event === 'report.published' && publicUrl ? { url: `${publicUrl}/reports/${id}.json` } : {}),
  };
  return JSON.stringify({ type: event, timestamp: at.toISOString(), data });
}

export function writeTestPayload(coalitionId: string, endpointId: string, at: Date): string {
  const data = {
    coalitionId: encodeId('Coalition', coalitionId),
    endpointId: encodeId('WebhookEndpoint', endpointId),
  };
  return JSON.stringify({ type: testEvent, timestamp: at.toISOString(), data });
}
