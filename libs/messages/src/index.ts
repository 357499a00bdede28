export * from './value-schemas';
export * from './explanation-schemas';
export * from './contract-event-schemas';
export * from './alert-event-schemas';
export * from './event-metadata';
export * from './stream-names';
export * from './codec';
