import { Controller, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { ContractReplay } from '@heqi/audit';
import { mayKnowOf, type Actor, type ContractState, type EvidenceRef } from '@heqi/domain';
import { EvidenceStore, type StoredEvidence } from '@heqi/evidence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import { Problem } from '../problems/problem';
import { uploaderOf } from './evidence-refs';

const storedEvidenceSchema = z
  .object({ sha256: z.string(), mediaType: z.string(), sizeBytes: z.number().int() })
  .meta({ id: 'StoredEvidence' });

/** Files behind claims: stored by content before any event names them, served back with their hash checked. */
@ApiTags('evidence')
@ApiBearerAuth()
@Controller('v1')
export class EvidenceController {
  constructor(
    private readonly store: EvidenceStore,
    private readonly replay: ContractReplay,
  ) {}

  @Post('evidence')
  @ApiOperation({ summary: 'Upload a file (佐证); the answer names it for claims' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] },
  })
  @ApiCreatedResponse({ standardSchema: storedEvidenceSchema })
  async upload(@Bearer() actor: Actor, @Req() request: FastifyRequest): Promise<StoredEvidence> {
    if (actor.role === 'auditor') throw new Problem('forbidden', 'An auditor reads only.');
    const file = request.isMultipart() ? await request.file() : undefined;
    if (!file) throw new Problem('bad-request', 'Send one file as multipart/form-data, field "file".');
    return this.store.put(file.file, file.filename, uploaderOf(actor));
  }

  @Get('contracts/:contractId/evidence/:sha256')
  @ApiOperation({ summary: 'A file that an event of the contract names' })
  @ApiProduces('application/octet-stream')
  async download(
    @Bearer() actor: Actor,
    @Param('contractId', { schema: z.uuid() }) contractId: string,
    @Param('sha256') sha256: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const state = await this.replay.stateAt(contractId);
    const ref = state && mayKnowOf(state, actor) ? namedBy(state, sha256) : undefined;
    if (!ref) throw new Problem('not-found', `No event of contract ${contractId} names a file ${sha256}.`);
    const bytes = await this.store.read(sha256);
    void reply
      .header('ETag', `"${sha256}"`)
      .header('Cache-Control', 'private, immutable')
      .header('X-Content-Type-Options', 'nosniff');
    return new StreamableFile(bytes, {
      type: ref.mediaType,
      length: bytes.length,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(ref.fileName)}`,
    });
  }
}

function namedBy({ obligations, excuses, procedures }: ContractState, sha256: string): EvidenceRef | undefined {
  const { terminationCases, clawbackCases, clawbackRejections, successions, dissolutions } = procedures;
  const ofDuties = obligations.flatMap(({ claims, determinations, notices, reliefs }) => [
    ...claims,
    ...determinations,
    ...notices.demands,
    ...notices.breachNotices,
    ...notices.acknowledgements,
    ...reliefs,
    ...reliefs.flatMap(({ decision, service }) => [decision, service].filter((each) => each !== null)),
  ]);
  const ofCases = [...terminationCases, ...clawbackCases].flatMap((each) => [each, ...each.steps]);
  return [...ofDuties, ...excuses, ...ofCases, ...clawbackRejections, ...successions, ...dissolutions]
    .flatMap(({ evidence }) => evidence)
    .find((ref) => ref.sha256 === sha256);
}
