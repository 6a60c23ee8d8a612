import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { acceptInvitation, memberPassword } from '../coalition.scenario.js';
import { dataOf, type Ask, type Scenario } from '../scenario.js';

/** What a tenant's texts and numbers are recognised by, wherever they turn up. */
export interface Mark {
  /** Letters and digits: it also stands in codes and addresses. */
  text: string;
  /** Eight digits, of which the last three are zeros. */
  number: number;
}

export interface Made {
  id: string;
}

/** Who asks of a tenant: one person per role. */
export interface People {
  backbone: Ask;
  partner: Ask; // speaks for organization a
  otherPartner: Ask; // speaks for organization b
  funder: Ask;
  observer: Ask;
}

/** A coalition in which something of every kind is there, each text and number marked. */
export interface Tenant extends People {
  mark: Mark;
  coalitionId: string;
  organizations: Record<'a' | 'b' | 'c' | 'old', Made>;
  measures: Record<'shared' | 'alone' | 'few', Made>;
  agendas: Record<'adopted' | 'proposed' | 'draft', Made>;
  reports: Record<'published' | 'unpublished', Made>;
  submissions: Record<'approved' | 'submitted', Made>;
  /** Of organization a, scope SUBMIT and nothing else. */
  submitKey: Ask;
  /** What only organization a and the backbone may read: its numbers, and the reasons that it gave or was given. */
  secrets: string[];
  /** Somebody with the role OBSERVER whom nobody is in these tests. */
  sparePersonId: string;
}

/** Tells verbs with an input, or with an id, as one person. */
export interface Teller {
  tell<T = Record<string, Made>>(verb: string, selection: string, input: object): Promise<T>;
  move(verb: string, id: string): Promise<unknown>;
}

export function tellerOf(ask: Ask): Teller {
  return {
    tell: async <T>(verb: string, selection: string, input: object) => {
      const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
      const mutation = `mutation($input: ${type}!) { done: ${verb}(input: $input) { ${selection} userErrors { field message } } }`;
      return dataOf(await ask<{ done: T }>(mutation, { input })).done;
    },
    move: async (verb, id) =>
      dataOf(await ask(`mutation($id: ID!) { done: ${verb}(id: $id) { userErrors { message } } }`, { id })),
  };
}

/** Invites somebody, who accepts and signs in. */
export async function invite(
  scenario: Scenario,
  by: Ask,
  input: { coalitionId: string; email: string; name: string; role: string; organizationIds?: string[] },
): Promise<Ask> {
  const { link } = await tellerOf(by).tell<{ link: string }>('invitePerson', 'link', { organizationIds: [], ...input });
  await acceptInvitation(scenario, link, { password: memberPassword });
  return scenario.as(await scenario.signIn(input.email, memberPassword));
}

export async function compiledReport(ask: Ask, input: object): Promise<Made> {
  const { report } = await tellerOf(ask).tell('requestReport', 'report { id }', input);
  const query = `query($id: ID!) { report(id: $id) { state failure } }`;
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(50)) {
    const { state, failure } = dataOf(await ask<{ report: { state: string; failure: string } }>(query, report)).report;
    if (state === 'COMPILED') return report!;
    if (state === 'FAILED') throw new Error(failure);
  }
  throw new Error('The report was not compiled within 30 s: is a worker running?');
}

const cellOf = (organization: string, measure: string, period: string, number: object, category?: object) => ({
  ...{ organization, measure, period, number },
  categories: category ? [category] : [],
});

/** Submits marked values as each organization itself, and approves those of January. */
export async function submitMarked(
  tenant: Pick<Tenant, 'coalitionId' | 'mark' | 'backbone' | 'partner' | 'otherPartner'>,
): Promise<Pick<Tenant, 'submissions' | 'secrets'>> {
  const { coalitionId, mark, backbone, partner, otherPartner } = tenant;
  const numbers: string[] = [];
  const number = (n: number) => numbers[numbers.push(String(mark.number + n)) - 1]!;
  const reason = (word: string) => `${mark.text} reason ${word}`;
  const submit = async (ask: Ask, values: object[]) => {
    const input = { coalitionId, idempotencyKey: randomUUID(), values };
    const done = await tellerOf(ask).tell<{ submissions: (Made & { period: string })[] }>(
      'submitMeasurements',
      'submissions { id period }',
      input,
    );
    const of = (period: string) => done.submissions.find((one) => one.period === period)!;
    return { january: of('2024-01'), february: of('2024-02') };
  };
  const code = (name: string) => `${mark.text}-${name}`;
  const category = { dimension: code('sex'), category: code('f') };
  const declined = { nonValue: { kind: 'DECLINED', reason: reason('declined') } };
  const ofA = await submit(partner, [
    cellOf(code('a'), code('shared'), '2024-01', { value: number(1) }),
    cellOf(code('a'), code('shared'), '2024-01', { value: number(2) }, category),
    cellOf(code('a'), code('alone'), '2024-01', { value: number(3) }),
    cellOf(code('a'), code('few'), '2024-01', { value: number(4) }),
    cellOf(code('a'), code('shared'), '2024-02', { value: number(5) }),
    cellOf(code('a'), code('few'), '2024-02', declined),
  ]);
  const secrets = [...numbers, reason('')];
  const ofB = await submit(otherPartner, [
    cellOf(code('b'), code('shared'), '2024-01', { value: '21' }),
    cellOf(code('b'), code('few'), '2024-01', { value: '22' }),
    cellOf(code('b'), code('shared'), '2024-02', { value: '23' }),
  ]);
  const ofC = await submit(backbone, [
    cellOf(code('c'), code('shared'), '2024-01', { value: '31' }),
    cellOf(code('c'), code('shared'), '2024-02', { value: '32' }),
  ]);
  const january = [ofA, ofB, ofC].map((one) => one.january.id);
  const staff = tellerOf(backbone);
  await staff.tell('approveSubmissions', 'submissions { id }', { submissionIds: january });
  await tellerOf(partner).tell('proposeCorrection', 'correction { id }', {
    ...{ submissionId: ofA.january.id, reason: reason('corrected') },
    values: [cellOf(code('a'), code('alone'), '2024-01', { value: String(mark.number + 6) })],
  });
  secrets.push(String(mark.number + 6));
  await staff.tell('returnSubmission', 'submission { id }', { id: ofA.february.id, reason: reason('returned') });
  return { submissions: { approved: ofA.january, submitted: ofB.february }, secrets };
}
