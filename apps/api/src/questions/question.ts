import { Inject, Injectable } from '@nestjs/common';
import { civilDateIn, type Actor, type CivilDate } from '@heqi/domain';
import { civilDateSchema, idSchema } from '@heqi/messages';
import { Clock, SETTINGS, type Settings } from '@heqi/runtime';
import type { DistrictFilter } from '@heqi/views';
import { z } from 'zod';

export const codedSchema = z.object({ code: z.string(), zh: z.string(), en: z.string() });
export type Coded = Readonly<z.output<typeof codedSchema>>;

/** A code with its words in both languages. */
export function inBoth<Code extends string>(code: Code, textOf: (code: Code, language: 'zh' | 'en') => string): Coded {
  return { code, zh: textOf(code, 'zh'), en: textOf(code, 'en') };
}

/** How far an answer is behind the log: stands on every answer from a view. */
export const freshnessSchema = z
  .object({
    projectedPosition: z.string().nullable().describe('Everything of the log up to here is in the answer'),
    logPosition: z.string().nullable().describe('The last event that concerns the views'),
    upToDate: z.boolean(),
    lagSeconds: z.number().nullable(),
  })
  .meta({ id: 'Freshness' });

export const pagingQuery = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
};
export const asOfQuery = { asOf: civilDateSchema.optional().describe('The day asked about; today when left out') };
export const districtQuery = {
  bureauId: idSchema.optional(),
  parkId: idSchema.optional(),
  zoneId: idSchema.optional(),
  partyId: idSchema.optional().describe('Deals this party is one of'),
};

/** What every question needs beside its own terms. */
@Injectable()
export class Questions {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The day asked about, or today in the district. */
  dayOf(asOf: CivilDate | undefined): CivilDate {
    return asOf ?? civilDateIn(this.settings.HEQI_TIME_ZONE, this.clock.now());
  }

  /** An enterprise is shown the deals it is a party to, whatever it asks for. */
  within<Filter extends DistrictFilter>(actor: Actor, filter: Filter): Filter {
    return actor.role === 'enterprise' ? { ...filter, partyId: actor.partyId ?? '' } : filter;
  }
}
