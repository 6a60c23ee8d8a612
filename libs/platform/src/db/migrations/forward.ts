import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A migration that only goes forward: the way back from a release is its backup (README, "Back up"). */
export function forward(name: string, sql: string): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }

    async down(): Promise<void> {
      throw new Error(`${name} only goes forward; restore the backup made before the upgrade.`);
    }
  };
}
