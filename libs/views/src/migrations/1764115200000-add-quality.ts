import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Warnings about terms and reports, and the files behind claims. They are filled by the rebuild that the new version of the rows
 *  asks for. */
export class AddQuality1764115200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "views"."evidence_use"');
    await runner.query('DROP TABLE "views"."deal_quality"');
  }
}

const TABLES = [
  `CREATE TABLE "views"."deal_quality" (
      "contract_id" text NOT NULL,
      "finding_id" text NOT NULL,
      "code" text NOT NULL,
      "kind" text NOT NULL,
      "no" text NOT NULL,
      "side" text NOT NULL,
      "clause" text,
      "concerns" text array NOT NULL,
      "amount" jsonb,
      "details" jsonb NOT NULL,
      "titles" jsonb NOT NULL,
      "from_day" date NOT NULL,
      "until_day" date,
      "deal_number" text NOT NULL,
      "contract_title" text NOT NULL,
      "bureau_id" text NOT NULL,
      "park_id" text,
      "zone_id" text,
      "party_ids" text array NOT NULL,
      CONSTRAINT "PK_31beabfc170724b8684523e1cf8" PRIMARY KEY ("contract_id", "finding_id")
    )`,
  `CREATE INDEX "IDX_ffd9d757313710860621778038" ON "views"."deal_quality" ("code")`,
  `CREATE TABLE "views"."evidence_use" (
      "contract_id" text NOT NULL,
      "claim_id" text NOT NULL,
      "sha256" text NOT NULL,
      "file_name" text NOT NULL,
      "on_day" date NOT NULL,
      "began_on" date NOT NULL,
      "counts" boolean NOT NULL,
      "no" text NOT NULL,
      "side" text NOT NULL,
      "clause" text,
      "title" text NOT NULL,
      "deal_number" text NOT NULL,
      "contract_title" text NOT NULL,
      "bureau_id" text NOT NULL,
      "park_id" text,
      "zone_id" text,
      "party_ids" text array NOT NULL,
      CONSTRAINT "PK_7ba860f2123e6b6d97ae209d927" PRIMARY KEY ("contract_id", "claim_id", "sha256")
    )`,
  `CREATE INDEX "IDX_8c185333e4bff3d6953da51ad0" ON "views"."evidence_use" ("sha256")`,
];
