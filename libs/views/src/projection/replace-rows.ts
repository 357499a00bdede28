import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { ViewSchema } from './view-schema';

/** Rows as their entity describes them. */
export type Rows<Row> = readonly Readonly<Row>[];

const ROWS_PER_STATEMENT = 2_000;

/** Writes rows by their primary key, all of their columns; a row that is already so is left untouched. One statement per
 *  2,000 rows: the database reads them as one JSON document, which no count of parameters limits. */
export async function upsertRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  schema: ViewSchema,
  entity: EntityTarget<Row>,
  rows: Rows<Row>,
): Promise<void> {
  if (rows.length === 0) return;
  const table = tableOf(manager, schema, entity);
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const slice = rows.slice(start, start + ROWS_PER_STATEMENT);
    await manager.query(`WITH ${table.incoming} ${table.upsert}`, [table.encode(slice)]);
  }
}

/** Makes `rows` all that is there of the contracts named: writes what differs, deletes what is left over, and touches
 *  nothing else, so that a fact that changes one duty does not rewrite the rows of the others. */
export async function replaceRowsOfContracts<Row extends ObjectLiteral & { contractId: string }>(
  manager: EntityManager,
  schema: ViewSchema,
  entity: EntityTarget<Row>,
  byContract: ReadonlyMap<string, Rows<Row>>,
): Promise<void> {
  const table = tableOf(manager, schema, entity);
  const key = table.key.join(', ');
  for (const group of groupsOfAtMost(ROWS_PER_STATEMENT, byContract)) {
    const statement =
      `WITH ${table.incoming}, gone AS (` +
      `DELETE FROM ${table.name} WHERE "contract_id" = ANY($2) AND (${key}) NOT IN (SELECT ${key} FROM incoming)) ` +
      table.upsert;
    await manager.query(statement, [table.encode(group.rows), group.contractIds]);
  }
}

function tableOf<Row extends ObjectLiteral>(manager: EntityManager, schema: ViewSchema, entity: EntityTarget<Row>) {
  const metadata = manager.dataSource.getMetadata(entity);
  const { columns, primaryColumns } = metadata;
  const name = `"${schema}"."${metadata.tableName}"`;
  const key = primaryColumns.map(quoted);
  const others = columns.filter((column) => !column.isPrimary).map(quoted);
  const names = columns.map(quoted).join(', ');
  const typed = columns.map((column) => `${quoted(column)} ${typeOf(manager, column)}`).join(', ');
  return {
    name,
    key,
    incoming: `incoming AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${typed}))`,
    upsert:
      `INSERT INTO ${name} AS t (${names}) SELECT ${names} FROM incoming ` +
      `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${others.map((each) => `${each} = excluded.${each}`).join(', ')} ` +
      `WHERE (${others.map((each) => `t.${each}`).join(', ')}) IS DISTINCT FROM ` +
      `(${others.map((each) => `excluded.${each}`).join(', ')})`,
    encode: (rows: Rows<Row>) => JSON.stringify(rows.map((row) => byColumnName(metadata, row))),
  };
}

type ColumnMetadata = EntityMetadata['columns'][number];

function quoted({ databaseName }: ColumnMetadata): string {
  return `"${databaseName}"`;
}

function typeOf({ dataSource }: EntityManager, column: ColumnMetadata): string {
  return `${dataSource.driver.normalizeType(column)}${column.isArray ? '[]' : ''}`;
}

function byColumnName({ columns }: EntityMetadata, row: ObjectLiteral): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ databaseName, propertyName }) => [databaseName, row[propertyName]]));
}

function* groupsOfAtMost<Row>(
  limit: number,
  byContract: ReadonlyMap<string, Rows<Row>>,
): Generator<{ contractIds: string[]; rows: Row[] }> {
  let contractIds: string[] = [];
  let rows: Row[] = [];
  for (const [contractId, its] of byContract) {
    if (contractIds.length > 0 && rows.length + its.length > limit) {
      yield { contractIds, rows };
      contractIds = [];
      rows = [];
    }
    contractIds.push(contractId);
    rows.push(...its);
  }
  if (contractIds.length > 0) yield { contractIds, rows };
}
