import { v5 } from 'uuid';
import { SOURCE, type AgreementRow } from './agreement-row';

/** Fixed for ever: party ids stand in events and in tokens. */
const PARTY_NAMESPACE = '19199203-ca41-4bc3-8094-0b19762a55dc';

/** The id of a row's company, the same in every contract of that company.
 *  Two rows are of one company where EIN and name agree. An EIN that stands under two names (11-2837707) makes two parties: whether it is
 *  one enterprise under two names or a slip of the pen the file does not say, a token opens every contract of its party, and joining two
 *  parties later is a record, while splitting one would be a repair. Without an EIN nothing says that two of one name are the same, so the
 *  agreement stands in its place. Both stay findable by the EIN, which is recorded as their identifier. */
export function partyIdOf({
  ein,
  company,
  agreementId,
}: Pick<AgreementRow, 'ein' | 'company' | 'agreementId'>): string {
  const name = company.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
  return v5([SOURCE, ein === null ? `agreement ${agreementId}` : `EIN ${ein}`, name].join('\n'), PARTY_NAMESPACE);
}
