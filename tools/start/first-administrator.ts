import { randomBytes } from 'node:crypto';
import { IdentityService, Person } from '@keelson/identity';
import { createDataSource, Database } from '@keelson/platform';

export interface FirstAdministrator {
  /** The oldest administrator's id, which this machine's own tools act as. */
  id: string | null;
  /** Set when this start made the person, for whoever reads the terminal. */
  made?: { email: string; generatedPassword: string | null };
}

export interface WantedAdministrator {
  email?: string;
  password?: string;
}

/** Nobody can sign in to an empty installation, so the first start makes somebody who can. */
export async function keepAdministrator(url: string, wanted: WantedAdministrator): Promise<FirstAdministrator> {
  const options = { url, poolSize: 1, statementTimeout: 30_000, applicationName: 'keelson-start' };
  const dataSource = await createDataSource(options).initialize();
  try {
    const generated = wanted.password ? null : randomBytes(15).toString('base64url');
    const email = wanted.email ?? 'admin@localhost.localdomain';
    const made = await new IdentityService(new Database(dataSource)).createFirstAdministrator({
      email,
      name: 'Administrator',
      password: wanted.password ?? generated ?? '',
    });
    if (made) return { id: made.id, made: { email, generatedPassword: generated } };
    const oldest = { where: { administrator: true }, order: { createdAt: 'ASC' } } as const;
    const known = await dataSource.getRepository(Person).findOne(oldest);
    return { id: known?.id ?? null };
  } finally {
    await dataSource.destroy();
  }
}
