import {
  administrator,
  dataOf,
  environmentOf,
  startProcess,
  startScenario,
  stopProcess,
  type Scenario,
} from './scenario.js';
import { send } from './server.scenario.js';

let s: Scenario;
beforeAll(async () => {
  s = await startScenario();
}, 60_000);
afterAll(() => s?.stop());

const forged = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' };

async function addressSeenBy(api: string): Promise<string | undefined> {
  const body = JSON.stringify(administrator);
  const reply = await send(api, { path: '/auth/sign-in', headers: forged, body });
  const { accessToken } = JSON.parse(reply.text) as { accessToken: string };
  const own = dataOf(
    await s.as(accessToken)<{ sessions: { nodes: { address: string; current: boolean }[] } }>(
      '{ sessions { nodes { address current } } }',
    ),
  );
  return own.sessions.nodes.find(({ current }) => current)?.address;
}

describe('the address of whoever asks', () => {
  it('is the connection’s own, whatever a header says', async () => {
    expect(await addressSeenBy(s.address)).toBe('127.0.0.1');
  });

  it('is what a trusted proxy says', async () => {
    const behind = await startProcess('api', {
      ...environmentOf('api', s.database),
      KEELSON_TRUSTED_PROXIES: '127.0.0.0/8',
    });
    expect(await addressSeenBy(behind.address)).toBe('203.0.113.7');
    await stopProcess(behind.child);
  });
});
