import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first tables. A spec holds entities and tables to each other. */
export class CreateViews1764028800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA "views"');
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA "views" CASCADE');
  }
}

const TABLES = [
  `CREATE TABLE "views"."alert_list" (
      "contract_id" text NOT NULL,
      "no" text NOT NULL,
      "rule" text NOT NULL,
      "occurrence" integer NOT NULL,
      "alert_id" uuid NOT NULL,
      "side" text NOT NULL,
      "level" text NOT NULL,
      "state" text NOT NULL,
      "resolution" text,
      "raised_on" date NOT NULL,
      "recorded_at" text NOT NULL,
      "cleared_on" date,
      "due_on" date NOT NULL,
      "obligor_id" text,
      "data" jsonb NOT NULL,
      "revision" integer NOT NULL,
      CONSTRAINT "PK_abcc7d5b48288e8bcaa0df2dfe6" PRIMARY KEY ("contract_id", "no", "rule", "occurrence")
    )`,
  `CREATE INDEX "IDX_62d760fbad0a289607f1b5af5b" ON "views"."alert_list" ("raised_on")`,
  `CREATE TABLE "views"."parked_contract" (
      "stream_name" text NOT NULL,
      "contract_id" text NOT NULL,
      "kind" text NOT NULL,
      "revision" integer NOT NULL,
      "reason" text NOT NULL,
      CONSTRAINT "PK_685a4d7181d7bd781f97ad47dc6" PRIMARY KEY ("stream_name")
    )`,
  `CREATE TABLE "views"."view_checkpoint" (
      "name" text NOT NULL,
      "position" numeric(20,0),
      "last_event_recorded_at" text,
      "calendar_version" text NOT NULL,
      "view_version" text NOT NULL,
      CONSTRAINT "PK_db5804d819e40e63567d1c639ad" PRIMARY KEY ("name")
    )`,
  `CREATE TABLE "views"."contract_board" (
      "contract_id" text NOT NULL,
      "from_day" date NOT NULL,
      "until_day" date,
      "quadrant" text NOT NULL,
      "government_grey" integer NOT NULL,
      "government_green" integer NOT NULL,
      "government_yellow" integer NOT NULL,
      "government_red" integer NOT NULL,
      "enterprise_grey" integer NOT NULL,
      "enterprise_green" integer NOT NULL,
      "enterprise_yellow" integer NOT NULL,
      "enterprise_red" integer NOT NULL,
      "deal_number" text NOT NULL,
      "title" text NOT NULL,
      "bureau_id" text NOT NULL,
      "park_id" text,
      "zone_id" text,
      "party_ids" text array NOT NULL,
      "terminated_on" date,
      CONSTRAINT "PK_692b3739f3b51f2de0ba51480c6" PRIMARY KEY ("contract_id", "from_day")
    )`,
  `CREATE TABLE "views"."contract_state" (
      "contract_id" text NOT NULL,
      "revision" integer NOT NULL,
      "position" numeric(20,0) NOT NULL,
      "state" jsonb NOT NULL,
      "bureau_id" text NOT NULL,
      "deal_number" text NOT NULL,
      "title" text NOT NULL,
      "park_id" text,
      "zone_id" text,
      "industry_code" text,
      "party_ids" text array NOT NULL,
      "recorded_at" text NOT NULL,
      "last_recorded_at" text NOT NULL,
      CONSTRAINT "PK_982b28d7061f7dd613657151ee6" PRIMARY KEY ("contract_id")
    )`,
  `CREATE INDEX "IDX_6b6d6c0a9a5e0e042d027697f2" ON "views"."contract_state" ("park_id")`,
  `CREATE TABLE "views"."obligation_ledger" (
      "contract_id" text NOT NULL,
      "no" text NOT NULL,
      "from_day" date NOT NULL,
      "until_day" date,
      "side" text NOT NULL,
      "status" text NOT NULL,
      "light" text NOT NULL,
      "due_on" date,
      "original_due_on" date,
      "provisional" boolean NOT NULL,
      "fulfilled_on" date,
      "days_late_at_fulfilment" integer NOT NULL,
      "verified_basis_points" double precision,
      "flags" text array NOT NULL,
      "title" text NOT NULL,
      "clause" text,
      "category" text,
      "instrument_id" text,
      "obligor_id" text,
      "obligor_name" text,
      "performer_id" text,
      "performer_name" text,
      "obligee_id" text,
      "obligee_name" text,
      "verifier_id" text,
      "verifier_name" text,
      "measure_kind" text NOT NULL,
      "target" jsonb,
      "deal_number" text NOT NULL,
      "contract_title" text NOT NULL,
      "bureau_id" text NOT NULL,
      "park_id" text,
      "zone_id" text,
      "party_ids" text array NOT NULL,
      CONSTRAINT "PK_cbddfb2f71232ebea2c36ef0fa0" PRIMARY KEY ("contract_id", "no", "from_day")
    )`,
  `CREATE INDEX "IDX_8a3146c34bb8ddcaf72a554e3c" ON "views"."obligation_ledger" ("obligor_id")`,
  `CREATE INDEX "IDX_6eceefea1694b5048c109ed2e8" ON "views"."obligation_ledger" ("due_on")`,
];
