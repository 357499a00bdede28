import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ViewCheckpointRow } from './checkpoint/view-checkpoint.entity';
import { VIEW_ENTITIES } from './entities';

export interface ViewDump {
  readonly table: string;
  readonly rows: number;
  /** Of the text. */
  readonly sha256: string;
  /** The rows in the order of their key, one a line, as canonical JSON of the database. */
  readonly text: string;
}

/** What the views say, in a form that can be compared byte for byte: two builds from one log are equal exactly when these
 *  are. Leaves out the checkpoint, which also moves where the log grows by what is not ours. */
export async function dumpViews(dataSource: DataSource): Promise<ViewDump[]> {
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const dumps: ViewDump[] = [];
    for (const entity of VIEW_ENTITIES) {
      if (entity === ViewCheckpointRow) continue;
      const { tableName, primaryColumns } = dataSource.getMetadata(entity);
      const order = primaryColumns.map((column) => `t."${column.databaseName}"::text COLLATE "C"`).join(', ');
      const rows = await manager.query<{ row: string }[]>(
        `SELECT to_jsonb(t)::text AS row FROM views."${tableName}" t ORDER BY ${order}`,
      );
      const text = rows.map(({ row }) => `${row}\n`).join('');
      const sha256 = createHash('sha256').update(text).digest('hex');
      dumps.push({ table: tableName, rows: rows.length, sha256, text });
    }
    return dumps;
  });
}
