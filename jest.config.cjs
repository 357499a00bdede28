// NestJS 12 and friends are ESM-only; swc turns our code and node_modules alike into CommonJS for Jest (cached).
const swc = (parser) => ({
  swcrc: false,
  sourceMaps: 'inline',
  isModule: 'unknown',
  module: { type: 'commonjs' },
  jsc: {
    parser,
    target: 'es2023',
    keepClassNames: true,
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
});

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testRegex: '[.-]spec\\.ts$', // .spec.ts pure, .int-spec.ts with a real store, .e2e-spec.ts whole stories
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', swc({ syntax: 'typescript', decorators: true })],
    '^.+\\.[cm]?js$': ['@swc/jest', swc({ syntax: 'ecmascript' })],
  },
  transformIgnorePatterns: [],
  moduleNameMapper: { '^@heqi/(.*)$': '<rootDir>/libs/$1/src/index.ts' },
  testTimeout: 30_000,
  maxWorkers: 2, // with a broker and a database beside them
};
