import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freshDataDir } from '../testing/each-database.fixtures';
import { bootId } from './boot-id';
import { openViews } from './views';
import { ViewsDirectoryInUse } from './views-directory';

describe('the folder of the embedded views', () => {
  let dataDir: string;
  const mark = () => path.join(dataDir, 'views', 'open-since-boot');
  beforeEach(async () => {
    dataDir = await freshDataDir();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is refused to a second opener, by name of the first, until the first closes', async () => {
    const first = await openViews({ dataDir });
    const second = openViews({ dataDir });
    await expect(second).rejects.toThrow(ViewsDirectoryInUse);
    await expect(second).rejects.toThrow(
      new RegExp(`${path.join(dataDir, 'views')} are in use by process ${process.pid}.*DATABASE_URL`),
    );
    await first.close();
    await (await openViews({ dataDir })).close();
  });

  it('keeps the views over a stop, and over a process that was killed', async () => {
    await write('kept');
    expect(existsSync(mark())).toBe(false);
    expect(await read()).toEqual(['kept']);
    writeFileSync(mark(), bootId()!); // as a killed process leaves it
    expect(await read()).toEqual(['kept']);
  });

  it('begins the views anew after the machine stopped while they were open', async () => {
    await write('perhaps never on the disk');
    writeFileSync(mark(), 'another boot');
    expect(await read()).toEqual([]);
  });

  it('moves files that do not open aside, and begins anew', async () => {
    await write('lost');
    const files = path.join(dataDir, 'views', 'pgdata');
    truncateSync(path.join(files, 'global', 'pg_control'), 10);
    expect(await read()).toEqual([]);
    expect(readdirSync(path.join(dataDir, 'views', 'pgdata-that-did-not-open'))).toContain('global');
  });

  it('holds a mark of this boot while it is open', async () => {
    const views = await openViews({ dataDir });
    expect(readFileSync(mark(), 'utf8')).toBe(bootId());
    await views.close();
  });

  async function write(name: string): Promise<void> {
    const views = await openViews({ dataDir });
    await views.dataSource.query(`INSERT INTO views.view_checkpoint VALUES ($1, NULL, NULL, 'none', '1')`, [name]);
    await views.close();
  }

  async function read(): Promise<string[]> {
    const views = await openViews({ dataDir });
    const rows = await views.dataSource.query<{ name: string }[]>('SELECT name FROM views.view_checkpoint');
    await views.close();
    return rows.map(({ name }) => name);
  }
});
