import { acceptInvitation, memberPassword } from '../../apps/api/e2e/coalition.scenario.js';
import { administrator, dataOf, type Ask } from '../../apps/api/e2e/scenario.js';
import { startClocked, type Clocked } from './clocked.scenario.js';

export interface Made {
  id: string;
}
type Kind = 'organization' | 'group' | 'activity' | 'measure' | 'commitment' | 'input' | 'term' | 'goal' | 'link';
type Kept =
  Kind | 'question' | 'support' | 'decision' | 'agenda' | 'conversation' | 'seat' | 'membership' | 'body' | 'asset';

/** The days of the story are Mondays and Wednesdays; at nine everybody is at their desk. */
const nine = (day: string) => `${day}T09:00:00Z`;

/** One coalition through its year: who does what on which day, by the public API alone. */
export class Year {
  coalitionId = '';
  today: string;
  private readonly people = new Map<string, { email: string; password: string }>();
  private readonly signedIn = new Map<string, Promise<Ask>>();
  private readonly ids = new Map<string, string>();

  private constructor(
    readonly clocked: Clocked,
    start: string,
  ) {
    this.today = start;
    this.people.set('admin', administrator);
  }

  static async start(day: string): Promise<Year> {
    return new Year(await startClocked(nine(day)), day);
  }

  /** What was signed in before has long expired: everybody signs in again. */
  async on(day: string): Promise<void> {
    await this.clocked.moveTo(nine(day));
    this.signedIn.clear();
    this.today = day;
  }

  as(person: string): Promise<Ask> {
    const known = this.signedIn.get(person);
    if (known) return known;
    const who = this.people.get(person);
    if (!who) throw new Error(`Nobody is called ${person}.`);
    const ask = this.clocked.signIn(who.email, who.password).then((token) => this.clocked.as(token));
    this.signedIn.set(person, ask);
    return ask;
  }

  async ask<T>(person: string, query: string, variables: object = {}): Promise<T> {
    return dataOf(await (await this.as(person))<T>(query, variables));
  }

  /** Tells a verb with an input and hands back what it answered. */
  async tell<T = Record<string, Made>>(person: string, verb: string, selection: string, input: object): Promise<T> {
    const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}Input`;
    return (await this.try<T>(person, verb, { selection, input, type })).done;
  }

  private try<T>(
    person: string,
    verb: string,
    { selection, input, type }: { selection: string; input: object; type: string },
  ): Promise<{ done: T }> {
    const mutation = `mutation($input: ${type}!) { done: ${verb}(input: $input) { ${selection} userErrors { field message } } }`;
    return this.ask<{ done: T }>(person, mutation, { input });
  }

  /** As `tell`, for verbs that share an input. */
  async tellAs(person: string, verb: string, type: string, input: object): Promise<void> {
    await this.try(person, verb, { selection: '__typename', input, type });
  }

  /** A verb that takes an id alone. */
  async move(person: string, verb: string, id: string): Promise<void> {
    await this.ask(person, `mutation($id: ID!) { done: ${verb}(id: $id) { userErrors { message } } }`, { id });
  }

  /** Tells a verb that makes one thing and remembers it by its name. */
  async make(person: string, verb: string, made: { field: string; as: Kept; name: string }, input: object) {
    const done = await this.tell(person, verb, `${made.field} { id }`, input);
    return this.keep(made.as, made.name, done[made.field]!.id);
  }

  keep(kind: Kept, name: string, id: string): string {
    this.ids.set(`${kind} ${name}`, id);
    return id;
  }

  has(kind: Kept, name: string): boolean {
    return this.ids.has(`${kind} ${name}`);
  }

  id(kind: Kept, name: string): string {
    const id = this.ids.get(`${kind} ${name}`);
    if (!id) throw new Error(`There is no ${kind} "${name}" in the story yet.`);
    return id;
  }

  async release(person: string, commitment: string, reason: string): Promise<void> {
    const mutation =
      'mutation($id: ID!, $reason: String!) { releaseCommitment(id: $id, reason: $reason) { userErrors { message } } }';
    await this.ask(person, mutation, { id: this.id('commitment', commitment), reason });
  }

  /** Organizations by their codes. */
  orgs(...codes: string[]): string[] {
    return codes.map((code) => this.id('organization', code));
  }

  async invite(name: string, role: string, organizations: string[] = []): Promise<void> {
    const email = `${name}@example.org`;
    const input = { coalitionId: this.coalitionId, email, name, role, organizationIds: this.orgs(...organizations) };
    const { link } = await this.tell<{ link: string }>('admin', 'invitePerson', 'link', input);
    const taken = await acceptInvitation(this.clocked, link, { password: memberPassword });
    if (!taken.ok) throw new Error(`The invitation of ${name} answered ${taken.status}.`);
    this.people.set(name, { email, password: memberPassword });
  }
}
