import { open } from 'node:fs/promises';
import path from 'node:path';
import { fileTypeFromFile } from 'file-type';

/** What bureaus file as evidence: scans and photographs, office papers (OFD included), text and tables. */
const ACCEPTED: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'application/zip',
  'application/ofd',
  'application/x-cfb',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

export class EvidenceTypeNotAccepted extends Error {
  constructor(readonly found: string) {
    super(
      `Evidence of type ${found} is not accepted; file a PDF, OFD, PNG, JPEG, TIFF, Word, Excel, text or CSV file.`,
    );
    this.name = 'EvidenceTypeNotAccepted';
  }
}

/** The type a file's bytes tell, never what its sender says. Files without a signature must be text. */
export async function acceptedMediaType(file: string, fileName: string): Promise<string> {
  const mime = (await fileTypeFromFile(file))?.mime;
  const extension = path.extname(fileName).toLowerCase();
  if (mime === 'application/zip' && extension === '.ofd') return 'application/ofd';
  if (mime !== undefined) {
    if (!ACCEPTED.has(mime)) throw new EvidenceTypeNotAccepted(mime);
    return mime;
  }
  if (!(await looksLikeText(file))) throw new EvidenceTypeNotAccepted('application/octet-stream');
  return extension === '.csv' ? 'text/csv' : 'text/plain';
}

/** No zero byte in the first 64 KiB: what UTF-8 and GB18030 text never holds and binary formats nearly always do. */
async function looksLikeText(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return bytesRead > 0 && !buffer.subarray(0, bytesRead).includes(0);
  } finally {
    await handle.close();
  }
}
