import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Which deals a question is about; what is left out does not narrow it. */
export interface DistrictFilter {
  readonly bureauId?: string;
  readonly parkId?: string;
  readonly zoneId?: string;
  /** Deals this party is one of: what an enterprise may know of (its own id), or what one office has part in. */
  readonly partyId?: string;
}

/** Narrows a query over rows that have the columns of a deal. */
export function inDistrict<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  { bureauId, parkId, zoneId, partyId }: DistrictFilter,
): SelectQueryBuilder<Row> {
  const { alias } = query;
  if (bureauId !== undefined) query.andWhere(`${alias}.bureauId = :bureauId`, { bureauId });
  if (parkId !== undefined) query.andWhere(`${alias}.parkId = :parkId`, { parkId });
  if (zoneId !== undefined) query.andWhere(`${alias}.zoneId = :zoneId`, { zoneId });
  if (partyId !== undefined) query.andWhere(`:partyId = ANY(${alias}.partyIds)`, { partyId });
  return query;
}

/** Narrows a query over spans to those that hold a day. */
export function asOf<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, day: string): SelectQueryBuilder<Row> {
  const { alias } = query;
  return query.andWhere(`${alias}.fromDay <= :day AND (${alias}.untilDay IS NULL OR ${alias}.untilDay >= :day)`, {
    day,
  });
}
