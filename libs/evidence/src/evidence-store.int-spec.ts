import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { EvidenceDamaged, EvidenceStore, EvidenceTooLarge, EvidenceTypeNotAccepted } from './index';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the evidence store', () => {
  let root: string;
  let store: EvidenceStore;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'heqi-evidence-'));
    store = new EvidenceStore(root, 1_000);
  });
  afterEach(() => rm(root, { recursive: true }));

  const put = (bytes: Buffer, fileName: string) => store.put(Readable.from([bytes]), fileName, 'office-zs');

  it('names a file by its SHA-256 and gives the same bytes back', async () => {
    const stored = await put(PDF, '交地确认书.pdf');
    expect(stored).toEqual({ sha256: sha256(PDF), mediaType: 'application/pdf', sizeBytes: PDF.length });
    await expect(store.read(stored.sha256)).resolves.toEqual(PDF);
    await expect(store.find(stored.sha256, '交地确认书.pdf')).resolves.toEqual(stored);
  });

  it('keeps the same content once', async () => {
    const first = await put(PDF, 'a.pdf');
    await expect(put(PDF, 'b.pdf')).resolves.toEqual(first);
    expect(await readdir(path.join(root, first.sha256.slice(0, 2)))).toHaveLength(2); // the file and who uploaded it
  });

  it('refuses a file above the limit and leaves nothing of it', async () => {
    await expect(put(Buffer.concat([PDF, Buffer.alloc(1_000, 32)]), 'big.pdf')).rejects.toThrow(EvidenceTooLarge);
    expect(await readdir(path.join(root, 'incoming'))).toEqual([]);
  });

  it('believes the bytes, not the name: a program called .pdf is refused', async () => {
    const program = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46]), Buffer.alloc(60)]);
    await expect(put(program, 'contract.pdf')).rejects.toThrow(EvidenceTypeNotAccepted);
  });

  it('takes text in UTF-8 and GB18030, and says CSV for a table', async () => {
    await expect(put(Buffer.from('项目,金额\n'), '台账.csv')).resolves.toMatchObject({ mediaType: 'text/csv' });
    await expect(put(Buffer.from([0xcf, 0xee, 0xc4, 0xbf, 0x0a]), '说明.txt')).resolves.toMatchObject({
      mediaType: 'text/plain',
    });
  });

  it('notices a file that was changed on disk', async () => {
    const { sha256: name } = await put(PDF, 'a.pdf');
    await writeFile(path.join(root, name.slice(0, 2), name.slice(2)), Buffer.concat([PDF, Buffer.from('x')]));
    await expect(store.read(name)).rejects.toThrow(EvidenceDamaged);
  });

  it('knows who had a file: its hash alone does not make one an uploader', async () => {
    const { sha256: name } = await put(PDF, 'a.pdf');
    await expect(store.wasUploadedBy(name, 'office-zs')).resolves.toBe(true);
    await expect(store.wasUploadedBy(name, 'ent-rival')).resolves.toBe(false);
    await store.put(Readable.from([PDF]), 'copy.pdf', 'ent-rival');
    await expect(store.wasUploadedBy(name, 'ent-rival')).resolves.toBe(true);
  });

  it('calls a file what its bytes and the name of each reference tell, whatever another called it', async () => {
    const { sha256: name } = await put(Buffer.from('项目,金额\n'), '台账.csv');
    await put(Buffer.from('项目,金额\n'), '说明.txt');
    await expect(store.find(name, '台账.csv')).resolves.toMatchObject({ mediaType: 'text/csv' });
    await expect(store.find(name, '说明.txt')).resolves.toMatchObject({ mediaType: 'text/plain' });
  });

  it('does not look outside its folder for a name that is no hash', async () => {
    await expect(store.find('../../etc/passwd', 'passwd')).resolves.toBeUndefined();
  });
});
