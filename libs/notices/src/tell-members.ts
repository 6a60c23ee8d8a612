import { run, type Config } from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import type { MailFacts, NoticeKind } from './mail.entity.js';
import { mailMembers, namesOf } from './members.sql.js';
import type { Announced } from './write-payload.js';

/** Periods that one mail names; an approval of years of weeks is told with a number. */
const mostPeriods = 24;

interface Told {
  kind: NoticeKind;
  roles: string[];
  organizationId: string | null;
  /** Of several together: whoever speaks for one of them is told once. */
  organizationIds?: string[];
  /** Who did it. */
  personId: string | null;
  facts: MailFacts;
}

/** Writes the mails that follow from announcements of one coalition; nothing where no mail can be sent. */
export async function tellMembers(
  manager: EntityManager,
  config: Config,
  coalitionId: string,
  announced: readonly Announced[],
): Promise<void> {
  if (!config.KEELSON_SMTP_URL) return;
  for (const one of [
    ...publications(announced),
    ...decisions(announced),
    ...expiries(announced),
    ...overdue(announced),
  ])
    await tell(manager, coalitionId, one);
}

export async function tellOfDisabled(
  manager: EntityManager,
  config: Config,
  coalitionId: string,
  facts: MailFacts,
): Promise<void> {
  if (!config.KEELSON_SMTP_URL) return;
  const told = { kind: 'WEBHOOK_DISABLED', roles: ['BACKBONE'], organizationId: null, personId: null } as const;
  await tell(manager, coalitionId, { ...told, roles: [...told.roles], facts });
}

const rolesOf: Record<string, string[]> = {
  COALITION: ['PARTNER', 'OBSERVER'],
  FUNDERS: ['FUNDER'],
  PUBLIC: ['PARTNER', 'OBSERVER', 'FUNDER'],
};

function publications(announced: readonly Announced[]): Told[] {
  return announced
    .filter(({ event }) => event === 'report.published' || event === 'report.restated')
    .map(({ event, personId, facts: { title, audiences = [] } }) => {
      const roles = audiences.flatMap((audience) => rolesOf[audience] ?? []);
      const kind = event === 'report.published' ? 'REPORT_PUBLISHED' : 'REPORT_RESTATED';
      return { kind, roles, organizationId: null, personId, facts: { title } };
    });
}

/** The backbone, and those who speak for the parties. */
function expiries(announced: readonly Announced[]): Told[] {
  return announced
    .filter(({ event }) => event === 'agreement.expiring')
    .flatMap(({ personId, facts: { lastDay, organizationIds = [] } }) => {
      const told = { kind: 'AGREEMENT_EXPIRING', personId, facts: { lastDay } } as const;
      return [
        { ...told, roles: ['BACKBONE'], organizationId: null },
        ...organizationIds.map((organizationId) => ({ ...told, roles: ['PARTNER'], organizationId })),
      ];
    });
}

/** All holders together: each learns who the others are. */
function overdue(announced: readonly Announced[]): Told[] {
  return announced
    .filter(({ event }) => event === 'commitment.overdue')
    .map(({ personId, facts: { title, lastDay, organizationIds = [], organizations, ofBackbone } }) => {
      const roles = ofBackbone ? ['PARTNER', 'BACKBONE'] : ['PARTNER'];
      const facts = { title, lastDay, organizations };
      return { kind: 'COMMITMENT_OVERDUE', roles, organizationId: null, organizationIds, personId, facts };
    });
}

/** Many submissions of one organization that were decided together are one mail. */
function decisions(announced: readonly Announced[]): Told[] {
  const together = new Map<string, Told & { facts: { periods: string[] } }>();
  for (const { event, personId, facts } of announced) {
    if (event !== 'submission.approved' && event !== 'submission.returned') continue;
    const { organizationId = null, period = '', reason } = facts;
    const kind = event === 'submission.approved' ? 'SUBMISSION_APPROVED' : 'SUBMISSION_RETURNED';
    const key = JSON.stringify([kind, organizationId, personId, reason]);
    const told = together.get(key) ?? {
      kind,
      roles: ['PARTNER'],
      organizationId,
      personId,
      facts: { periods: [], reason },
    };
    told.facts.periods.push(period);
    together.set(key, told);
  }
  return [...together.values()];
}

async function tell(manager: EntityManager, coalitionId: string, told: Told): Promise<void> {
  const { kind, roles, organizationId, personId } = told;
  const [names] = await run<{ coalition: string; organization: string | null }>(manager, namesOf, [
    ...[coalitionId, organizationId],
  ]);
  const periods = told.facts.periods?.sort();
  const more = Math.max(0, (periods?.length ?? 0) - mostPeriods);
  const facts: MailFacts = {
    ...told.facts,
    ...{ coalition: names?.coalition, organization: names?.organization ?? undefined },
    ...(periods ? { periods: periods.slice(0, mostPeriods) } : {}),
    ...(more > 0 ? { morePeriods: more } : {}),
  };
  const among = told.organizationIds ?? (organizationId ? [organizationId] : null);
  await run(manager, mailMembers, [coalitionId, kind, roles, among, personId, JSON.stringify(facts)]);
}
