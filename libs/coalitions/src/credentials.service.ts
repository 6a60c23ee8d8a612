import { Inject, Injectable } from '@nestjs/common';
import type { ApiKey } from '@keelson/identity';
import { Database, run, type HeldRole } from '@keelson/platform';
import { findKeyHolderSql, findSessionHolderSql } from './find-credential.sql.js';

export interface SessionHolder {
  administrator: boolean;
  secondFactor: boolean;
  roles: HeldRole[];
}

/** A key, and the roles that its person holds today in its coalition. */
export type HeldKey = ApiKey & { ownRoles: HeldRole[] };

/** What stands behind a credential; asked before anybody is known, and so told by the credential's own id alone. */
@Injectable()
export class CredentialsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Null when the session has ended. */
  async findSessionHolder(personId: string, sessionId: string): Promise<SessionHolder | null> {
    const [holder] = await this.database.identify({ personId }, (manager) =>
      run<SessionHolder>(manager, findSessionHolderSql, [sessionId, personId]),
    );
    return holder ?? null;
  }

  /** The key may have ended, and nobody has shown its secret yet: authenticateKey() asks for both. */
  async findKeyHolder(keyId: string): Promise<HeldKey | null> {
    const [key] = await this.database.identify({ keyId }, (manager) =>
      run<HeldKey>(manager, findKeyHolderSql, [keyId]),
    );
    return key ?? null;
  }
}
