import { AlertListRow } from './alert-list/alert-list.entity';
import { ParkedContractRow } from './checkpoint/parked-contract.entity';
import { ViewCheckpointRow } from './checkpoint/view-checkpoint.entity';
import { ContractBoardRow } from './contract-board/contract-board.entity';
import { ContractStateRow } from './contract-state/contract-state.entity';
import { DealQualityRow } from './quality/deal-quality.entity';
import { EvidenceUseRow } from './quality/evidence-use.entity';
import { ObligationLedgerRow } from './obligation-ledger/obligation-ledger.entity';

/** Every table of the views. */
export const VIEW_ENTITIES = [
  ContractStateRow,
  ObligationLedgerRow,
  ContractBoardRow,
  DealQualityRow,
  EvidenceUseRow,
  AlertListRow,
  ParkedContractRow,
  ViewCheckpointRow,
];
