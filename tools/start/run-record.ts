import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What this machine's own tools need to know about the platform that runs from a folder: `run.json` in KEELSON_HOME. */
export interface RunRecord {
  pid: number;
  address: string;
  /** The first administrator; whoever can also read secrets.json may act as that person (see demo/sign-in.ts). */
  administratorId: string | null;
}

const fileOf = (home: string) => join(home, 'run.json');

export function writeRunRecord(home: string, run: RunRecord): void {
  writeFileSync(fileOf(home), JSON.stringify(run, null, 2), { mode: 0o600 });
}

/** Left behind by a run that was killed; whether that run still lives is for claim.ts to say. */
export function readRunRecord(home: string): RunRecord | null {
  if (!existsSync(fileOf(home))) return null;
  try {
    return JSON.parse(readFileSync(fileOf(home), 'utf8')) as RunRecord;
  } catch {
    return null;
  }
}

export function removeRunRecord(home: string): void {
  rmSync(fileOf(home), { force: true });
}
