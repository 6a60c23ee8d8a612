import { tellerOf, type Made, type Tenant } from './tenant.scenario.js';

/** An endpoint of the coalition, with a delivery. Its address is one for documentation (RFC 5737): nothing leaves. */
export async function seedNotices({ backbone, coalitionId, mark }: Tenant): Promise<void> {
  const staff = tellerOf(backbone);
  const { endpoint } = await staff.tell<{ endpoint: Made }>('createWebhookEndpoint', 'endpoint { id }', {
    ...{ coalitionId, url: `https://192.0.2.1/${mark.text}`, description: `${mark.text} hook` },
    events: ['REPORT_PUBLISHED'],
  });
  await backbone(`mutation($id: ID!) { sendTestEvent(endpointId: $id) { delivery { id } } }`, { id: endpoint.id });
}
