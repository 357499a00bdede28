import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { ViewsDirectory } from './views-directory';

export interface EmbeddedDatabase {
  /** For the `extra` of a data source: the ordinary pool of `pg`, over one connection. */
  readonly poolSettings: Readonly<Record<string, unknown>>;
  /** What was done to the folder at the start, in words for the log. */
  readonly notice: string | undefined;
  close(): Promise<void>;
}

/** Opens PostgreSQL in this process on a folder. Files that do not open are moved aside and begun anew.
 *  @throws ViewsDirectoryInUse */
export async function openEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  const folder = ViewsDirectory.take(directory);
  try {
    const { database, notice } = await openFiles(folder);
    const { connection } = createPgConfig(yielding(database));
    return {
      notice: notice ?? (folder.emptiedBecause && `The views begin anew: ${folder.emptiedBecause}.`),
      poolSettings: {
        connection,
        user: 'postgres',
        password: 'unused',
        database: 'postgres',
        idleTimeoutMillis: 0,
        connectionTimeoutMillis: 10_000, // a question inside its own transaction would wait for itself for ever
      },
      async close() {
        await database.close();
        folder.release();
      },
    };
  } catch (error) {
    folder.letGo();
    throw error;
  }
}

async function openFiles(folder: ViewsDirectory): Promise<{ database: PGlite; notice?: string }> {
  try {
    return { database: await create(folder.databaseFiles) };
  } catch (error) {
    const kept = folder.moveAside();
    const reason = error instanceof Error ? error.message : String(error);
    const notice = `The views begin anew: their files did not open (${reason}) and are kept in ${kept}.`;
    return { database: await create(folder.databaseFiles), notice };
  }
}

function create(dataDir: string): Promise<PGlite> {
  // The default of 128 MB of buffers doubles the process.
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
  return PGlite.create({ dataDir, startParams });
}

/** Gives timers and sockets their turn: queries in this process end in micro-tasks, and a row of them starves the rest. */
function yielding(database: PGlite): PGlite {
  const exchange = database.execProtocolRawStream.bind(database);
  database.execProtocolRawStream = async (...parameters) => {
    await new Promise((resolve) => setImmediate(resolve));
    return exchange(...parameters);
  };
  return database;
}
