/** What a single cell can have wrong. */
export type CellProblemCode =
  | 'value_missing'
  | 'characters_unreadable'
  | 'text_too_long'
  | 'source_unknown'
  | 'agreement_id_malformed'
  | 'number_malformed'
  | 'number_negative'
  | 'number_fractional'
  | 'number_too_large'
  | 'money_too_fine'
  | 'currency_unknown'
  | 'date_impossible'
  | 'status_unknown'
  | 'as_of_malformed'
  | 'as_of_contradicts_itself'
  | 'end_on_active'
  | 'end_before_start'
  | 'end_after_as_of'
  | 'actual_without_promise';

/** Why the file, a row or a deal does not go in. Stable: clients branch on them. */
export type ImportProblemCode =
  | CellProblemCode
  // the file
  | 'file_empty'
  | 'file_too_long'
  | 'file_mostly_unreadable'
  | 'header_unreadable'
  | 'column_missing'
  | 'column_repeated'
  // the row
  | 'quotes_broken'
  | 'cell_count_wrong'
  // the deal
  | 'rows_disagree'
  | 'award_repeated'
  | 'job_promises_differ'
  | 'other_row_refused'
  | 'may_belong_to_refused_row';
