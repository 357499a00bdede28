export { type Bilingual } from './bilingual';
export { type ImportProblemCode } from './problem-codes';
export { type ImportCounts, type ImportNote, type ImportProblem, type ImportReading, type ReadDeal } from './reading';
export { readIncentiveAgreements, type ContractIds } from './ny-incentive-agreements/read-incentive-agreements';
