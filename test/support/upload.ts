import { told, type Caller, type Reply } from './standalone';

export interface UploadedFile {
  readonly fileName: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/** POSTs a file as evidence, as a browser's form does. */
export async function upload(
  url: string,
  { headers }: Pick<Caller, 'headers'>,
  { fileName, content }: UploadedFile,
): Promise<Reply> {
  const form = new FormData();
  form.append('file', new Blob([content]), fileName);
  return told(await fetch(`${url}/v1/evidence`, { method: 'POST', headers, body: form }));
}
