import type { ContractEventType } from '@heqi/domain';
import type { Words } from '../language';

/** The events of a contract's history, as its readers call them. */
export const contractEvent = {
  ContractRecorded: { zh: '项目入账', en: 'deal recorded' },
  ContractDetailsCorrected: { zh: '项目信息更正', en: 'details corrected' },
  PartyAdded: { zh: '新增主体', en: 'party added' },
  PartyCorrected: { zh: '主体信息更正', en: 'party corrected' },
  InstrumentSigned: { zh: '文书签订', en: 'instrument signed' },
  InstrumentCorrected: { zh: '文书信息更正', en: 'instrument corrected' },
  LandParcelAdded: { zh: '新增宗地', en: 'land parcel added' },
  LandParcelSurveyed: { zh: '宗地实测', en: 'land parcel surveyed' },
  ObligationRecorded: { zh: '履约事项入账', en: 'obligation recorded' },
  ObligationTermsCorrected: { zh: '履约事项更正', en: 'terms corrected' },
  ObligationRetracted: { zh: '履约事项作废', en: 'obligation retracted' },
  DueDateMoved: { zh: '期限变更', en: 'due date moved' },
  DueDateMoveRevoked: { zh: '期限变更撤销', en: 'move of the due date revoked' },
  ConditionDetermined: { zh: '条件成就认定', en: 'condition determined' },
  ConditionDeterminationRevoked: { zh: '条件认定撤销', en: 'determination revoked' },
  PerformanceClaimed: { zh: '履约申报', en: 'performance claimed' },
  PaymentRecorded: { zh: '支付登记', en: 'payment recorded' },
  EvidenceAttached: { zh: '补充佐证', en: 'evidence attached' },
  ClaimWithdrawn: { zh: '申报撤回', en: 'claim withdrawn' },
  PerformanceVerified: { zh: '核验认定', en: 'performance verified' },
  ClaimRejected: { zh: '申报驳回', en: 'claim rejected' },
  VerificationRevoked: { zh: '核验决定撤销', en: 'verification revoked' },
  ContractTerminated: { zh: '合同终止', en: 'contract terminated' },
  ContractTerminationRevoked: { zh: '终止撤销', en: 'termination revoked' },
} as const satisfies Record<ContractEventType, Words>;
