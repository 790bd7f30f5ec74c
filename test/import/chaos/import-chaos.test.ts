import { expect, test } from 'vitest'
import { importChaos } from '../../../src/import/chaos/index.ts'
import { gitops } from '../../../src/index.ts'
import { validateWithFaults } from '../../../src/loading/check-faults.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const imported = (...files: readonly (readonly [name: string, text: unknown])[]) => {
  using folder = temporaryFolder()
  return importChaos(files.map(([name, text]) => folder.write(name, text)))
}
const mesh = (kind: string, name: string, spec: string): string =>
  `apiVersion: chaos-mesh.org/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec:\n${spec.replace(/^/gm, '  ')}\n`

const TOOLKIT = {
  title: 'payment survives the loss of pods',
  'steady-state-hypothesis': {
    title: 'payment answers',
    probes: [
      {
        type: 'probe',
        name: 'answers',
        tolerance: 200,
        provider: { type: 'http', url: 'http://payment.shop.svc:8080/health' },
      },
      {
        type: 'probe',
        name: 'replicas',
        tolerance: true,
        provider: {
          type: 'python',
          module: 'chaosk8s.deployment.probes',
          func: 'deployment_available_and_healthy',
          arguments: { name: 'ledger' },
        },
      },
      { type: 'probe', name: 'queue', tolerance: 0, provider: { type: 'process', path: 'queue-length' } },
    ],
  },
  method: [
    {
      type: 'action',
      name: 'kill',
      provider: {
        type: 'python',
        module: 'chaosk8s.pod.actions',
        func: 'terminate_pods',
        arguments: { label_selector: 'app=payment', qty: 2 },
      },
      pauses: { after: 30 },
    },
    {
      type: 'action',
      name: 'slow',
      provider: {
        type: 'python',
        module: 'chaostoxi.toxic.actions',
        func: 'create_latency_toxic',
        arguments: { for_proxy: 'ledger', latency: 400 },
      },
    },
    {
      type: 'action',
      name: 'reboot',
      provider: { type: 'python', module: 'chaosaws.rds.actions', func: 'reboot_db_instance' },
    },
  ],
  rollbacks: [{ type: 'action', name: 'mend', provider: { type: 'process', path: 'mend' } }],
  runtime: { rollbacks: { strategy: 'deviated' } },
}

test('an experiment of the Chaos Toolkit keeps its order, its pauses, its hypothesis and its rollbacks', () => {
  const { faults, chaos } = imported(['kill.json', TOOLKIT])
  expect(faults).toEqual([
    { kind: 'pod-deletion', selector: { service: 'payment' }, settings: { pods: 2 } },
    {
      kind: 'network-latency',
      selector: { service: 'ledger' },
      settings: { addedMs: 400 },
      when: { kind: 'after', ms: 30_000 },
    },
  ])
  expect(chaos).toEqual({
    steadyState: [
      { probe: 'error-ratio', service: 'payment', comparison: 'at-most', value: 0.01 },
      { probe: 'ready-replicas', service: 'ledger', comparison: 'at-least', value: 1 },
    ],
    method: 'sequential',
    rollbacks: 'on-deviation',
  })
})

test('what has no fault here is reported by its name, with its place', () => {
  const { report } = imported(['kill.json', TOOLKIT])
  expect(report.unsupported.map(({ what, why }) => `${what}: ${why}`)).toEqual([
    'probe queue: a probe of type process',
    'action reboot: no fault here is like chaosaws.rds.actions.reboot_db_instance',
  ])
  expect(report.consumed.map(({ what }) => what)).toEqual(['probe answers', 'probe replicas', 'rollback mend'])
})

test.each([
  ['PodChaos', 'action: pod-kill\nmode: fixed\nvalue: "3"', { kind: 'pod-deletion', settings: { pods: 3 } }],
  ['PodChaos', 'action: container-kill\nmode: one', { kind: 'pod-crash', settings: { pods: 1 } }],
  [
    'PodChaos',
    'action: pod-failure\nmode: fixed-percent\nvalue: "40"\nduration: 90s',
    { kind: 'readiness-failure', settings: { share: 0.4 }, durationMs: 90_000 },
  ],
  [
    'NetworkChaos',
    'action: delay\nmode: all\ndelay: { latency: 1m30s }\nduration: 5m',
    { kind: 'network-latency', settings: { addedMs: 90_000 }, durationMs: 300_000 },
  ],
  ['NetworkChaos', 'action: loss\nmode: all\nloss: { loss: "25" }', { kind: 'network-loss', settings: { loss: 0.25 } }],
  ['NetworkChaos', 'action: partition\nmode: all', { kind: 'network-partition', settings: {} }],
  ['DNSChaos', 'action: error\nmode: all', { kind: 'dns-failure', settings: { cached: 0 } }],
  ['HTTPChaos', 'mode: all\ntarget: Request\ndelay: 250ms', { kind: 'network-latency', settings: { addedMs: 250 } }],
])('%s (%s) becomes a fault of the service that its labels name', (kind, spec, fault) => {
  const selector = 'selector: { labelSelectors: { app: payment } }'
  const { faults } = imported(['a.yaml', mesh(kind, 'a', `${spec}\n${selector}`)])
  expect(faults).toEqual([{ ...fault, selector: { service: 'payment' } }])
})

test.each([
  ['StressChaos', 'mode: one\nstressors: { cpu: { workers: 2 } }'],
  ['IOChaos', 'action: latency\nmode: one'],
  ['TimeChaos', 'mode: one\ntimeOffset: -5m'],
  ['NetworkChaos', 'action: bandwidth\nmode: all'],
  ['KernelChaos', 'mode: one'],
])('%s (%s) is named as unsupported', (kind, spec) => {
  const { faults, report } = imported(['a.yaml', mesh(kind, 'pressure', spec)])
  expect(faults).toEqual([])
  expect(report.unsupported).toMatchObject([{ what: `${kind} pressure`, line: 1 }])
})

test.each([
  ['mode: one', 'mode one'],
  ['mode: fixed\nvalue: "2"', 'mode fixed 2'],
  ['mode: random-max-percent\nvalue: "50"', 'mode random-max-percent 50'],
])('network faults hit a whole service, so %s is said to differ', (mode, said) => {
  for (const action of ['delay', 'loss', 'partition']) {
    const spec = `action: ${action}\n${mode}\ndelay: { latency: 1s }\nloss: { loss: "5" }\nselector: { labelSelectors: { app: web } }`
    expect(imported(['a.yaml', mesh('NetworkChaos', 'a', spec)]).report.faults).toMatchObject([
      { differs: [`${said}: not all pods are disturbed there; here the whole service`] },
    ])
  }
})

test('faults of names and of HTTP hit a whole service as well', () => {
  const selector = 'selector: { labelSelectors: { app: web } }'
  for (const [kind, spec] of [
    ['DNSChaos', 'action: error'],
    ['HTTPChaos', 'target: Request\nabort: true'],
  ] as const) {
    const { report } = imported(['a.yaml', mesh(kind, 'a', `${spec}\nmode: one\n${selector}`)])
    expect(report.faults[0]!.differs).toContain('mode one: not all pods are disturbed there; here the whole service')
  }
})

test.each([
  ['chaos-mesh.org/v1alpha1', 'CloudStackHostChaos', 'Chaos Mesh'],
  ['litmuschaos.io/v1alpha1', 'ChaosResult', 'Litmus'],
  ['chaostoolkit.org/v1', 'ChaosToolkitExperiment', 'the Chaos Toolkit'],
])('a kind of %s that is unknown here is said to be of its tool (%s)', (apiVersion, kind, tool) => {
  const { report } = imported(['a.yaml', `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`])
  expect(report.unsupported).toMatchObject([{ what: `${kind} a`, why: `${kind} of ${tool} is not known here` }])
})

test('a Schedule repeats its experiment, and what is not taken over of it is said', () => {
  const spec =
    'schedule: "@every 2m"\ntype: PodChaos\npodChaos: { action: pod-kill, mode: one, selector: { labelSelectors: { app: web } } }'
  const { faults, report } = imported(['a.yaml', mesh('Schedule', 'again', spec)])
  expect(faults).toMatchObject([{ kind: 'pod-deletion', repeat: { times: 5, pauseMs: 120_000 } }])
  expect(report.faults[0]!.differs).toContain('5 times in a deployment, not for ever')
})

test('a Workflow keeps its order and its pauses; a template that nothing leads to is named', () => {
  const spec = `entry: all
templates:
  - { name: all, templateType: Serial, children: [first, wait, second] }
  - { name: first, templateType: PodChaos, podChaos: { action: pod-kill, mode: one } }
  - { name: wait, templateType: Suspend, deadline: 1m }
  - { name: second, templateType: NetworkChaos, deadline: 4m, networkChaos: { action: partition, mode: all } }
  - { name: lost, templateType: Task }`
  const { faults, chaos, report } = imported(['a.yaml', mesh('Workflow', 'day', spec)])
  expect(faults).toMatchObject([
    { kind: 'pod-deletion' },
    { kind: 'network-partition', durationMs: 240_000, when: { kind: 'after', ms: 60_000 } },
  ])
  expect(chaos).toMatchObject({ method: 'sequential' })
  expect(report.notes).toContain('Workflow day: template lost is not reached from its entry')
})

test('a ChaosEngine of Litmus becomes its experiments, each with the settings of its environment', () => {
  const engine = `apiVersion: litmuschaos.io/v1alpha1
kind: ChaosEngine
metadata: { name: shop }
spec:
  appinfo: { appns: shop, applabel: app=payment, appkind: deployment }
  experiments:
    - name: pod-delete
      spec:
        components: { env: [{ name: TOTAL_CHAOS_DURATION, value: "30" }, { name: CHAOS_INTERVAL, value: "10" }] }
        probe: [{ name: up, type: httpProbe }]
    - name: pod-network-loss
      spec: { components: { env: [{ name: NETWORK_PACKET_LOSS_PERCENTAGE, value: "40" }, { name: TOTAL_CHAOS_DURATION, value: "60" }] } }
    - name: pod-cpu-hog
`
  const { faults, report } = imported(['engine.yaml', engine])
  expect(faults).toEqual([
    { kind: 'pod-deletion', selector: { service: 'payment' }, settings: {}, repeat: { times: 3, pauseMs: 10_000 } },
    { kind: 'network-loss', selector: { service: 'payment' }, settings: { loss: 0.4 }, durationMs: 60_000 },
  ])
  expect(report.unsupported.map(({ what }) => what)).toEqual([
    'ChaosEngine shop, probe up',
    'ChaosEngine shop, experiment pod-cpu-hog',
  ])
})

test('what is imported is a part of a scenario that is valid', () => {
  const { faults, chaos } = imported(['kill.json', TOOLKIT])
  const services = ['payment', 'ledger'].map((name) => ({ name }))
  const regions = [
    { name: 'here', nodeGroups: [{ name: 'nodes', desired: 4, max: 8, cpuMilli: 8_000, memoryMiB: 32_768 }] },
  ]
  const scenario = {
    name: 'imported',
    fleet: { regions, services },
    pipeline: gitops(),
    deployments: { perDay: 1 },
    faults,
    chaos,
  }
  expect(validateWithFaults(scenario, 'test').value.faults).toHaveLength(2)
})

test('documents that are no experiments are named, those that cannot be read as well, and nothing at all is refused', () => {
  const { report } = imported(
    [
      'a.yaml',
      `${mesh('PodChaos', 'a', 'action: pod-kill\nmode: one')}---\nkind: Deployment\napiVersion: apps/v1\nmetadata: { name: web }\n`,
    ],
    ['b.yaml', 'a: [1\n'],
  )
  expect(report).toMatchObject({
    documents: 3,
    faults: [{ fault: 'pod-deletion' }],
    unsupported: [{ what: 'Deployment web' }],
  })
  expect(report.malformed).toHaveLength(1)
  expect(() => imported(['c.yaml', ''])).toThrow(/got none/)
})
