import { migrate, type RunTimeUrls } from '@keelson/platform';
import { keepAdministrator, type FirstAdministrator, type WantedAdministrator } from './first-administrator.js';

/** What the parent sends when its database answers. */
export interface Preparation extends WantedAdministrator {
  /** The owner's. */
  url: string;
  runTime: RunTimeUrls;
}

export type Prepared = { administrator: FirstAdministrator } | { failure: string };

/**
 * A process of its own (see preparation.ts): it loads the mapper while PostgreSQL is still being made, and takes that
 * memory with it when it ends.
 */
process.once('message', ({ url, runTime, ...wanted }: Preparation) => {
  const work = migrate(url, runTime).then(
    () => keepAdministrator(url, wanted).then((administrator) => ({ administrator })),
    (error: Error) => ({ failure: `The database could not be brought up to date: ${error.message}` }),
  );
  work
    .catch((error: Error) => ({ failure: `The first administrator could not be made: ${error.message}` }))
    .then((answer: Prepared) => process.send?.(answer, () => process.exit(0)));
});
process.on('disconnect', () => process.exit(1));
