/** Everything events are made of; HTTP requests are made of the same. */
export * from './scalar-schemas';
export * from './amount-schemas';
export * from './contract-schemas';
export * from './obligation-schemas';
