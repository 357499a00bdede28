import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The blue light, the slip by book, and what holds a duty up. The rows are made anew, since their version changed too. */
export class Delay1764111600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of ADDED) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of COLUMNS) await runner.query(`ALTER TABLE "views"."${table}" DROP COLUMN "${column}"`);
  }
}

const COLUMNS = [
  ['contract_board', 'government_blue'],
  ['contract_board', 'enterprise_blue'],
  ['obligation_ledger', 'slip_at_start'],
  ['obligation_ledger', 'slip_grows'],
  ['obligation_ledger', 'blocked_by'],
] as const;

const ADDED = [
  'DELETE FROM "views"."contract_board"',
  'DELETE FROM "views"."obligation_ledger"',
  'ALTER TABLE "views"."contract_board" ADD COLUMN "government_blue" integer NOT NULL, ADD COLUMN "enterprise_blue" integer NOT NULL',
  `ALTER TABLE "views"."obligation_ledger" ADD COLUMN "slip_at_start" jsonb NOT NULL,
      ADD COLUMN "slip_grows" text, ADD COLUMN "blocked_by" text`,
];
