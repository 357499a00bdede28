import {
  DELAY_RULE_SETS,
  EVIDENCE_GRADES,
  INSTRUMENT_KINDS,
  PARTY_KINDS,
  SIDES,
  TIME_NOT_MONEY,
  type ContractDetails,
  type DelayRules,
  type Instrument,
  type LandParcel,
  type Party,
} from '@heqi/domain';
import { z } from 'zod';
import { quantitySchema } from './amount-schemas';
import { addedLater, civilDateSchema, idSchema, orNull, plannedDateSchema, text } from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

export const sideSchema = z.enum(SIDES).meta({ id: 'Side', description: '政府方或企业方 · The side of a deal.' });

export const partySchema = z
  .strictObject({
    id: idSchema.describe('主体标识，跨合同一致 · The party’s identity, the same in every contract.'),
    kind: z.enum(PARTY_KINDS).describe('政府部门、平台公司、企业 · Government office, platform company, enterprise.'),
    name: text(200).describe('名称 · Name of the office or enterprise (never of a person).'),
    identifier: orNull(
      z.strictObject({
        scheme: text(40).describe('编码体系 · Which register.'),
        value: text(64).describe('编码 · The number in it.'),
      }),
    ).describe('统一社会信用代码等 · GB 32100 code, EIN and the like; checked softly.'),
  })
  .meta({ id: 'Party', description: '主体 · A party.' });

export const instrumentSchema = z
  .strictObject({
    id: idSchema,
    kind: z.enum(INSTRUMENT_KINDS).describe('文书类型 · Kind of paper.'),
    title: text(300).describe('名称 · Title.'),
    documentNumber: orNull(text(100)).describe('文号 · Document number.'),
    signedOn: orNull(civilDateSchema).describe('签订日 · Day of signature; null where the source does not tell.'),
    effectiveOn: orNull(plannedDateSchema).describe('生效日 · Day from which it applies, where stated.'),
  })
  .meta({ id: 'Instrument', description: '文书 · A paper in which duties stand.' });

export const landParcelSchema = z
  .strictObject({
    id: idSchema,
    parcelCode: orNull(text(40)).describe('宗地代码 · GB/T 37346, 19 characters, where known.'),
    contractedArea: orNull(quantitySchema).describe('约定面积 · Area in the contract.'),
    surveyedArea: orNull(quantitySchema).describe('实测面积 · Area as surveyed.'),
    surveyedOn: orNull(civilDateSchema).describe('实测日 · Day of the survey.'),
  })
  .meta({ id: 'LandParcel', description: '宗地 · A parcel of land.' });

export const delayRulesSchema = z
  .strictObject({
    name: z.enum(DELAY_RULE_SETS).describe('规则名称 · Name of the rule set.'),
    version: z.literal(1).describe('规则版本 · Its version.'),
  })
  .meta({ id: 'DelayRules', description: '延误归因规则 · The rules by which days of delay are booked.' });

const details = {
  title: text(300).describe('项目名称 · Title of the deal.'),
  parkId: orNull(idSchema).describe('园区 · Park; null while unknown.'),
  zoneId: orNull(idSchema).describe('开发区 · Development zone; null while unknown.'),
  industryCode: orNull(
    z
      .string()
      .regex(/^[A-Z]?\d{0,4}$/)
      .min(1),
  ).describe('行业代码 · GB/T 4754; null while unknown.'),
  roll: z
    .strictObject({ weekends: z.boolean().describe('周末是否顺延 · Whether a last day on a plain weekend is rolled.') })
    .default({ weekends: true })
    .describe('期限末日顺延规则 · What the end of a term is rolled off (statutory holidays always).'),
  minimumEvidenceGrade: addedLater(
    z
      .enum(EVIDENCE_GRADES)
      .default('self')
      .describe('最低佐证等级 · Verified values count from evidence of this grade on.'),
  ),
  delayRules: addedLater(delayRulesSchema.default(TIME_NOT_MONEY)),
  source: orNull(text(500)).describe('数据来源 · Where the record was taken from, when not made here.'),
};

export const contractDetailsSchema = z
  .strictObject(details)
  .meta({ id: 'ContractDetails', description: '项目基本情况 · Details of a deal.' });

/** The bare fields, for schemas that hold them beside others. */
export const contractDetailsFields = details;

export type ContractSchemasMatchTheDomain = AllTrue<
  [
    Same<z.output<typeof partySchema>, Party>,
    Same<z.output<typeof instrumentSchema>, Instrument>,
    Same<z.output<typeof landParcelSchema>, LandParcel>,
    Same<z.output<typeof delayRulesSchema>, DelayRules>,
    Same<z.output<typeof contractDetailsSchema>, ContractDetails>,
  ]
>;
