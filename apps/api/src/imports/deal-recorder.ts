import { createHash } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import { ContractRequest, contractIdOf } from '@heqi/commands';
import { Refusal, type Actor } from '@heqi/domain';
import type { EventStore } from '@heqi/event-store';
import type { ReadDeal } from '@heqi/import';
import { contractStream, decodeContractEvent } from '@heqi/messages';
import { refusalText } from '@heqi/wording';
import canonicalize from 'canonicalize';
import { v5 } from 'uuid';
import type { ImportedDeal, RowProblem } from './import-report';

/** Fixed for ever: an import repeated after a crash must make the same events. */
const IMPORT_NAMESPACE = '2ddf02ed-4d1b-4048-8279-1be1b0c08a17';

export interface RecordedDeal {
  readonly deal: ImportedDeal;
  readonly problems: readonly RowProblem[];
  /** Of the deal's last event; null where there is none. */
  readonly position: bigint | null;
}

/** Records read deals, each whole or not at all, and each once: the key of the request is the content itself, so a second import of the
 *  same content finds its own events, whoever gives it and whenever the first was cut off. */
export class DealRecorder {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly store: EventStore,
  ) {}

  async record(deal: ReadDeal, actor: Actor, correlationId: string): Promise<RecordedDeal> {
    const contractId = contractIdOf(deal.bureauId, deal.dealNumber);
    const requestHash = contentHash(deal);
    const key = `import-${requestHash}`;
    const commandId = v5(`${actor.id}\n${key}`, IMPORT_NAMESPACE);
    const idempotency = { key, requestHash };
    try {
      const outcome = await this.commandBus.execute(
        new ContractRequest(contractId, deal.commands, actor, { kind: 'new' }, commandId, idempotency, correlationId),
      );
      const became = outcome.replayed ? 'unchanged' : 'recorded';
      return { deal: told(deal, contractId, became), problems: [], position: outcome.position };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'CONTRACT_ALREADY_RECORDED') return this.compare(deal, contractId, key);
      return { deal: told(deal, contractId, 'refused'), problems: refused(deal, error), position: null };
    }
  }

  /** Somebody recorded the deal before: from this very content, or from another. */
  private async compare(deal: ReadDeal, contractId: string, key: string): Promise<RecordedDeal> {
    const history = (await this.store.readStream(contractStream(contractId))).map(decodeContractEvent);
    const same = history.some(({ metadata }) => metadata.idempotencyKey === key);
    const position = BigInt(history.at(-1)?.position ?? 0);
    if (same) return { deal: told(deal, contractId, 'unchanged'), problems: [], position };
    const problems = differing(deal, contractId);
    return { deal: told(deal, contractId, 'already_recorded_differently'), problems, position };
  }
}

function contentHash({ commands }: ReadDeal): string {
  return createHash('sha256')
    .update(canonicalize(commands) ?? '')
    .digest('hex');
}

function told(
  { bureauId, dealNumber, rows }: ReadDeal,
  contractId: string,
  outcome: ImportedDeal['outcome'],
): ImportedDeal {
  return { bureauId, dealNumber, contractId, rows, outcome };
}

function refused(deal: ReadDeal, refusal: Refusal): readonly RowProblem[] {
  return onEachRow(deal, {
    code: refusal.code.toLowerCase(),
    reason: { zh: refusalText(refusal, 'zh'), en: refusalText(refusal, 'en') },
    wayOut: {
      zh: '改正后重新导入；已登记的项目不会重复登记。',
      en: 'Put that right and import again; what is recorded is not recorded twice.',
    },
  });
}

function differing(deal: ReadDeal, contractId: string): readonly RowProblem[] {
  const { dealNumber } = deal;
  return onEachRow(deal, {
    code: 'already_recorded_differently',
    reason: {
      zh: `项目 ${dealNumber} 已登记为合同 ${contractId}，内容与此文件不同；未作任何改动。`,
      en: `Deal ${dealNumber} is recorded as contract ${contractId} with other content; nothing was changed.`,
    },
    wayOut: {
      zh: '请比对该合同：登记有误则作更正，约定有变则录入补充协议，有新的实绩则另行申报。',
      en: 'Compare it with that contract: correct what was recorded wrongly, record a supplement for what was agreed anew, claim new actuals.',
    },
  });
}

function onEachRow(
  { rows, dealNumber }: ReadDeal,
  said: Pick<RowProblem, 'code' | 'reason' | 'wayOut'>,
): readonly RowProblem[] {
  return rows.map((row) => ({ row, column: null, value: dealNumber, ...said }));
}
