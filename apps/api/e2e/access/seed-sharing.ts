import { tellerOf, type Tenant } from './tenant.scenario.js';

/** A link to the published report. */
export async function seedSharing({ backbone, mark, reports }: Tenant): Promise<void> {
  await tellerOf(backbone).tell('shareReport', 'shareLink { id }', {
    ...{ reportId: reports.published.id, audience: 'FUNDERS', name: `${mark.text} foundation` },
  });
}
