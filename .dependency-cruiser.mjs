/** Import rules of the layers. `npm run check` enforces them; docs/decisions/0004-layers.md says why. */

const NETWORK = '^(node:)?(net|http|https|http2|dgram|dns|dns/promises|tls)$'
const PROCESSES = '^(node:)?(child_process|cluster)$'
const FILES_AND_CLOCKS = '^(node:)?(fs|fs/promises|timers|timers/promises|perf_hooks)$'

/** `path` may import nothing of ours outside `allowed`. */
const onlyImports = (name, comment, path, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path },
  to: { path: '^(src|harness|scenarios)/', pathNot: [path, ...allowed] },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'modules that need each other are one module; imports of types alone are not counted',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    onlyImports('model-alone', 'the vocabulary imports nothing of ours', '^src/model/', []),
    {
      name: 'model-zod-only',
      comment: 'the vocabulary imports zod and nothing else',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: ['^src/model/', 'node_modules/zod/'] },
    },
    onlyImports('kernel-on-model', 'kernel, random and stats know nothing of ours but the model', '^src/kernel/', [
      '^src/model/',
    ]),
    onlyImports('random-on-model', 'kernel, random and stats know nothing of ours but the model', '^src/random/', [
      '^src/model/',
    ]),
    onlyImports('stats-on-model', 'kernel, random and stats know nothing of ours but the model', '^src/stats/', [
      '^src/model/',
    ]),
    onlyImports('engine-without-worlds', 'the orchestrator sees a world through its interface', '^src/engine/', [
      '^src/(model|kernel|random)/',
      '^src/world/world\\.ts$',
    ]),
    onlyImports('analysis-reads-recordings', 'recordings in, figures out: no world, no engine', '^src/analysis/', [
      '^src/(model|stats|random)/',
    ]),
    {
      name: 'reporters-get-finished-reports',
      comment: 'a reporter computes nothing and runs nothing',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/(kernel|random|engine|world|experiment|history|loading|import|cli)/' },
    },
    {
      name: 'pure',
      comment: 'what computes results touches no network, process, file or clock',
      severity: 'error',
      from: { path: '^src/(model|random|stats|engine|world/sim|analysis|report|fleet|presets|faults)/' },
      to: { path: [NETWORK, PROCESSES, FILES_AND_CLOCKS] },
    },
    {
      name: 'real-tools-in-harness-only',
      comment: 'only the harness drives real things',
      severity: 'error',
      from: { pathNot: '^(harness|\\.ci|build)/|^test/(real|harness)/' },
      to: { path: 'node_modules/(zx|@?testcontainers|@kubernetes/client-node)/' },
    },
    {
      name: 'harness-through-one-door',
      comment: 'only cli uses the real environment, and only what its index offers',
      severity: 'error',
      from: { path: '^(src|scenarios)/' },
      to: { path: '^harness/', pathNot: '^harness/index\\.ts$' },
    },
    {
      name: 'harness-for-cli-only',
      comment: 'everything else runs without a real environment',
      severity: 'error',
      from: { path: '^(src|scenarios)/', pathNot: '^src/cli/' },
      to: { path: '^harness/' },
    },
    {
      name: 'harness-when-it-is-needed',
      comment: 'the real environment takes long to load: a command imports it when it runs, others never',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^harness/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'k6-in-its-script-only',
      comment: 'nothing else runs inside k6, and its script can have nothing of Node.js or of ours but types',
      severity: 'error',
      from: { pathNot: '^harness/k6/script\\.ts$' },
      to: { path: '^k6(/|$)|node_modules/@types/k6/' },
    },
    {
      name: 'sqlite-in-history-only',
      comment: 'one part keeps data, and loads its engine only when it is asked to',
      severity: 'error',
      from: { path: '^(src|harness|scenarios)/', pathNot: '^src/history/' },
      to: { path: '^(node:)?sqlite$' },
    },
    onlyImports(
      'history-on-model',
      'the history keeps finished reports and knows nothing of how they came about',
      '^src/history/',
      ['^src/(model|stats)/'],
    ),
    {
      name: 'nothing-imports-the-command-line',
      comment: 'only cli prints and exits; nothing else may call it',
      severity: 'error',
      from: { path: '^(src|harness|scenarios)/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'scenarios-use-the-public-api',
      comment: 'a scenario is written with what everybody can import',
      severity: 'error',
      from: { path: '^scenarios/' },
      to: { path: '^src/', pathNot: '^src/index\\.ts$' },
    },
    {
      name: 'no-tests-in-products',
      severity: 'error',
      from: { path: '^(src|harness|scenarios)/' },
      to: { path: '^(test|bench|build)/' },
    },
    {
      name: 'not-resolvable',
      comment: 'the modules `k6` and `k6/…` are part of the program k6',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^k6(/|$)' },
    },
    {
      name: 'dependencies-only',
      comment: 'what is published may only use published dependencies',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|reports/out)/|harness/profile/node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
