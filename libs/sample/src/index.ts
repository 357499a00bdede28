export { generateDistrict, SAMPLE_UNTIL, type DistrictOptions } from './generate-district';
export type { SampleStep } from './rehearsal';
export { samplePeople, type SamplePerson } from './people';
export { sampleEvidence, type SampleFile } from './evidence';
