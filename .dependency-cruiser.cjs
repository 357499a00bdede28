// The import arrows of the tree, checked by `npm run check` and proved by test/architecture.spec.ts. A spec may reach
// across (an adapter's spec starts the store it adapts to); what ships may not.
const shipped = { pathNot: '([.-]spec|\\.fixtures)\\.ts$' };
const from = (path) => ({ ...shipped, path });
const own = '^libs/$1/';

/** `libs` may import, of ours, `allowed` and itself. */
const libsImportOnly = (libs, allowed, comment) => ({
  name: `${libs.join('-and-')}-build-on-${allowed.join('-and-') || 'nothing-of-ours'}`,
  comment,
  severity: 'error',
  from: from(`^libs/(${libs.join('|')})/`),
  to: { path: '^libs/', pathNot: [own, ...allowed.map((lib) => `^libs/${lib}/`)] },
});

/** The sides join in an app only. */
const sides = ['commands', 'views', 'alerts', 'audit'];

module.exports = {
  forbidden: [
    {
      name: 'domain-imports-nothing',
      comment: 'The domain is pure: nothing outside its folder, not a package, not even node:*.',
      severity: 'error',
      from: from('^libs/domain/'),
      to: { pathNot: '^libs/domain/' },
    },
    libsImportOnly(['event-store', 'embedded-event-store'], [], 'The stores know nothing of contracts.'),
    libsImportOnly(['messages'], ['domain'], 'The schemas of events build on the domain alone.'),
    libsImportOnly(['wording'], ['domain'], 'The catalogue of words builds on the domain alone.'),
    {
      name: 'sides-never-import-each-other',
      comment: 'Write, read, outward and audit side know the same facts, not one another: an app joins them.',
      severity: 'error',
      from: from(`^libs/(${sides.join('|')})/`),
      to: { path: `^libs/(${sides.join('|')})/`, pathNot: own },
    },
    {
      name: 'foundations-import-no-side',
      comment: 'Configuration and clock, as every lib that is not a side itself, lie beneath the sides.',
      severity: 'error',
      from: from(`^libs/(?!(${sides.join('|')})/)`),
      to: { path: `^libs/(${sides.join('|')})/` },
    },
    {
      name: 'libs-never-import-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'lib-is-entered-by-its-index',
      comment: 'From outside, a lib is what its index.ts exports.',
      severity: 'error',
      from: from('^(apps|libs)/([^/]+)/'),
      to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^$1/$2/'] },
    },
    {
      name: 'lib-never-imports-its-own-index',
      comment: 'Inside a lib, files import each other directly; through the index they would import everything.',
      severity: 'error',
      from: from('^libs/([^/]+)/'),
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'apps-are-apart',
      comment: 'Only standalone and the command line put other apps together.',
      severity: 'error',
      from: from('^apps/((?!standalone/|cli/)[^/]+)/'),
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'ships-with-its-packages',
      comment: 'The image holds `dependencies` alone: what ships imports no devDependency and nothing undeclared.',
      severity: 'error',
      from: shipped,
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circle',
      comment:
        'No file is loaded before what it needs. Two types may name each other: nothing of that is left at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that leads nowhere would pass every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true, // an import of a type is an arrow too
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
