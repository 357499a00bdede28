import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem';

/** The bytes of the one file a request carries: as the body itself (text/csv), or as multipart/form-data. */
export async function uploadedFile(request: FastifyRequest): Promise<Uint8Array> {
  if (Buffer.isBuffer(request.body)) return request.body;
  const part = request.isMultipart() ? await request.file() : undefined;
  if (!part) {
    throw new Problem(
      'bad-request',
      'Send the file as the body with Content-Type text/csv, or as multipart/form-data in the field "file".',
    );
  }
  const bytes = await part.toBuffer();
  if (part.file.truncated) throw new Problem('too-large', 'The file is larger than this server takes; split it.');
  return bytes;
}
