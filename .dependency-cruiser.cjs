/** The order of the engine's stages: a stage never imports a later one. The readers at the end know no run. */
const stages = [
  'files',
  'profile',
  'upstream',
  'inputs',
  'selection',
  'closure',
  'resolve',
  'plan',
  'mirror',
  'download',
  'run',
];
const readers = ['verify', 'serve', 'prove', 'drives', 'handover', 'export', 'clients'];

const stageOrder = stages.map((stage, index) => ({
  name: `engine-${stage}-imports-only-earlier-stages`,
  severity: 'error',
  from: { path: `^src/engine/${stage}/` },
  to: { path: `^src/engine/(${[...stages.slice(index + 1), ...readers].join('|')})/` },
}));

/** Within `export`: what a bundle is, the drive below it, what goes where, and then either way. */
const exportOrder = [
  ['format', 'drive|plan|write|take-in'],
  ['drive', 'plan|write|take-in'],
  ['plan', 'write|take-in'],
  ['write', 'take-in'],
  ['take-in', 'plan|write'],
].map(([folder, later]) => ({
  name: `export-${folder}-imports-only-earlier-folders`,
  severity: 'error',
  from: { path: `^src/engine/export/${folder}/` },
  to: { path: `^src/engine/export/((${later})/|[^/]+$)` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...stageOrder.filter((rule) => !rule.to.path.endsWith('()/')),
    ...exportOrder,
    {
      name: 'engine-status-comes-last',
      severity: 'error',
      from: { path: '^src/engine/(?!status/)' },
      to: { path: '^src/engine/status/' },
    },
    {
      name: 'readers-know-no-download',
      severity: 'error',
      from: { path: `^src/engine/(${readers.join('|')})/` },
      to: { path: '^src/engine/(selection|download|run)/' },
    },
    {
      name: 'handover-is-made-before-export',
      severity: 'error',
      from: { path: '^src/engine/handover/' },
      to: { path: '^src/engine/export/' },
    },
    {
      name: 'contract-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { path: '^src/(?!contract/)' },
    },
    {
      name: 'packaging-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/python-packaging/' },
      to: { path: '^src/(?!python-packaging/)' },
    },
    {
      name: 'engine-imports-contract-and-packaging',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/(?!engine/|contract/|python-packaging/)' },
    },
    {
      name: 'engine-knows-no-electron',
      severity: 'error',
      from: { path: '^src/(engine|cli|contract|python-packaging)/' },
      to: { path: '^(electron|electron-store)($|/)|node_modules/(electron|electron-store)/' },
    },
    {
      name: 'window-imports-contract-only',
      severity: 'error',
      from: { path: '^src/(renderer|preload)/' },
      to: { path: '^src/(engine|main|cli|python-packaging)/' },
    },
    {
      name: 'hosts-do-not-meet',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: '^src/(cli|renderer|preload)/' },
    },
    {
      name: 'cli-imports-contract-and-engine',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/(main|renderer|preload|python-packaging)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.test\\.tsx?$|/testing/)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
