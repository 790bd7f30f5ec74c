import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importSources } from '../../../src/import/kubernetes/import-sources.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { address, configMap, deployment, imported, noted, placed, workload } from './manifests.ts'

describe('documents of manifests', () => {
  it('are not counted when they hold nothing but comments', () => {
    const commented = deployment('gone').replace(/^/gm, '# ')
    const { fleet, report } = imported('', commented, deployment('cart'), '# end', '')
    expect(report.documents).toBe(1)
    expect(fleet.services.map(({ name }) => name)).toEqual(['cart'])
  })

  it('are counted one by one inside Lists, also inside Lists in Lists', () => {
    const inner = `{"apiVersion":"apps/v1","kind":"DeploymentList","items":[${deployment('b')}]}`
    const list = `{"apiVersion":"v1","kind":"List","items":[${deployment('a')},${address('a')},${inner},7]}`
    const { fleet, report } = imported(list)
    expect(fleet.services.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(report.consumed.filter(({ kind }) => kind.endsWith('List'))).toHaveLength(2)
    expect(report.malformed).toHaveLength(1)
    expect(report.documents).toBe(6)
    expect(placed(report)).toBe(6)
  })

  it('of unknown kinds are counted by kind', () => {
    const of = (kind: string, apiVersion = 'v1') => JSON.stringify({ apiVersion, kind, metadata: { name: 'x' } })
    const { report } = imported(
      deployment('cart'),
      of('Ingress', 'networking.k8s.io/v1'),
      of('Ingress', 'networking.k8s.io/v1'),
      of('CronJob', 'batch/v1'),
      of('Service', 'serving.knative.dev/v1'),
      of('toString'),
    )
    expect(report.unknownKinds).toEqual({ Ingress: 2, CronJob: 1, 'Service.serving.knative.dev': 1, toString: 1 })
    expect(noted(report, 'not rolled out')).toEqual(['CronJob (1)'])
    expect(placed(report)).toBe(report.documents)
  })

  it('are reported with file and line when they are malformed, and the others are read', () => {
    const text = [
      deployment('first'), // line 1
      '---',
      'kind: Deployment', // 3
      'metadata: {name: "open', // 4
      '---',
      'apiVersion: apps/v1', // 6
      'kind: Deployment',
      'metadata:',
      '  name: wrong',
      'spec:',
      '  replicas: three', // 11
      '  template: {spec: {containers: [{name: a}]}}',
      '---',
      'replicaCount: 3', // 14
      '---',
      deployment('last'),
    ].join('\n')
    const { fleet, report } = importSources([{ file: 'k8s/all.yaml', text }], { name: 'set' })
    expect(fleet.services.map(({ name }) => name)).toEqual(['first', 'last'])
    expect(report.malformed.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'k8s/all.yaml:4',
      'k8s/all.yaml:11',
      'k8s/all.yaml:14',
    ])
    expect(report.malformed[1]!.message).toBe('Deployment: spec.replicas: expected a whole number')
    expect(report.malformed[2]!.message).toContain(
      'expected a mapping with apiVersion and kind, got a mapping of replicaCount',
    )
    expect(placed(report)).toBe(report.documents)
  })

  it.each([
    ['an unclosed list', 'a: [1, 2'],
    ['an unclosed quotation', 'a: "b\nc: d'],
    ['a tab for indentation', 'a:\n\t- b'],
    ['bad indentation', 'a:\n    b: 1\n  c: 2'],
    ['a repeated key', 'kind: A\nkind: B'],
    ['a template', 'name: {{ .Release.Name }}\nkind: X'],
    ['an unknown alias', 'a: *nothing'],
    ['plain text', 'hello there'],
    ['a wrong escape', 'a: "\\q"'],
  ])('before and after %s are read', (_, bad) => {
    const { fleet, report } = imported(deployment('before'), bad, deployment('after'))
    expect(fleet.services.map(({ name }) => name)).toEqual(['before', 'after'])
    expect(report.malformed).toHaveLength(1)
    expect(placed(report)).toBe(report.documents)
  })

  it('that are unrendered templates are refused with the remedy', () => {
    const { report } = imported(deployment('cart'), deployment('{{ .Release.Name }}-db'))
    expect(report.malformed[0]!.message).toContain('helm template')
  })

  it('that state an impossible quantity are malformed at the line of it', () => {
    const resources = { requests: { cpu: 'a lot' } }
    const text = JSON.stringify(JSON.parse(deployment('web', { container: { resources } })), null, 2)
    const { report } = importSources([{ file: 'web.json', text }], { name: 'set' })
    const line = text.split('\n').findIndex((each) => each.includes('a lot')) + 1
    expect(report.malformed).toMatchObject([
      { line, message: expect.stringContaining('such as 500m or 1Gi, got "a lot"') },
    ])
  })

  it('may be JSON, indented by tabs', () => {
    const text = JSON.stringify(JSON.parse(deployment('cart')), null, '\t')
    const { fleet, report } = importSources([{ file: 'cart.json', text }], { name: 'set' })
    expect(report.malformed).toEqual([])
    expect(fleet.services.map(({ name }) => name)).toEqual(['cart'])
  })

  it('may leave fields empty, use anchors and merge keys, and end lines as Windows does', () => {
    const text = [
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata: {name: cart, labels: }',
      'spec:',
      '  template:',
      '    metadata:',
      '    spec:',
      '      containers:',
      '      - &base {name: cart, image: house/cart:1, env: , resources: {requests: {cpu: 100m}}}',
      '      - {<<: *base, name: second}',
    ].join('\r\n')
    const { fleet, report } = importSources([{ file: 'a.yaml', text }], { name: 'set' })
    expect(report.malformed).toEqual([])
    expect(fleet.services[0]).toMatchObject({ name: 'cart', requests: { cpuMilli: 200 } })
  })

  it('that say what another one says later are replaced by it', () => {
    const { fleet, report } = imported(
      deployment('cart', { spec: { replicas: 1 } }),
      deployment('cart', { spec: { replicas: 5 } }),
    )
    expect(fleet.services.map(({ name, replicas }) => [name, replicas])).toEqual([['cart', 5]])
    expect(report.consumed).toMatchObject([{ kind: 'Deployment', name: 'cart', usedFor: 'replaced by set.yaml:3' }])
    expect(placed(report)).toBe(report.documents)
  })

  it('each have a place in the report, whatever the texts hold, and nothing is thrown', () => {
    const good = [
      deployment('cart'),
      address('cart'),
      configMap('c', { a: 'http://cart' }),
      'kind: [',
      '# nothing',
    ].join('\n---\n')
    const damaged = fc
      .tuple(fc.nat(good.length), fc.nat(40), fc.string({ maxLength: 8, unit: 'binary' }))
      .map(([from, length, put]) => good.slice(0, from) + put + good.slice(from + length))
    const syntax = fc
      .array(
        fc.constantFrom(
          '---',
          '...',
          'a:',
          '- ',
          '{',
          '}',
          '[',
          ']',
          '"',
          "'",
          '&x',
          '*x',
          '<<',
          '!!',
          '%',
          '|',
          '\t',
          '\n',
          '? ',
          'kind: List',
          'items:',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), damaged, syntax), (text) => {
        const { report } = importSources([{ file: 'x.yaml', text }], { name: 'set' })
        expect(placed(report)).toBe(report.documents)
        for (const { line } of report.malformed) expect(line).toBeGreaterThanOrEqual(1)
      }),
      { numRuns: 300 },
    )
  })

  it('that keep to the schema give a fleet that is valid, however odd their numbers', () => {
    const seldom = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
    const count = fc.oneof(fc.nat(5), fc.constantFrom(150_000, 2 ** 31 - 1))
    const amounts = fc.record({
      cpu: seldom(fc.constantFrom('500m', '0', '1e6', '1e-12', 2)),
      memory: seldom(fc.constantFrom('1Pi', '1', '0', '64Mi', '1e3')),
    })
    const probe = seldom(fc.record({ initialDelaySeconds: count, periodSeconds: count, failureThreshold: count }))
    const container = fc.record({
      image: fc.constantFrom('redis', 'house/web', ''),
      resources: fc.record({ requests: amounts, limits: amounts }),
      startupProbe: probe,
      readinessProbe: probe,
      livenessProbe: probe,
    })
    const one = fc.record({
      kind: fc.constantFrom('Deployment', 'StatefulSet', 'DaemonSet'),
      name: fc.constantFrom('a', 'b', 'web-db'),
      namespace: fc.constantFrom('', 'x', 'y', 'default'),
      replicas: count,
      containers: fc.array(container, { minLength: 1, maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (workloads) => {
        const texts = workloads.map(({ kind, name, namespace, replicas, containers }) =>
          workload(kind, name, { namespace, spec: { replicas }, pod: { containers } }),
        )
        const { fleet, report } = importSources([{ file: 'x.yaml', text: texts.join('\n---\n') }], { name: 'set' })
        expect(placed(report)).toBe(report.documents)
        expect(
          fleetSchema.safeParse({ ...fleet, services: [...fleet.services, { name: 'one-more' }] }).error,
        ).toBeUndefined()
        const names = [...fleet.services, ...fleet.databases!].map(({ name }) => name)
        expect(new Set(names).size).toBe(names.length)
      }),
      { numRuns: 120 },
    )
  })

  it('nested deeper than the stack are malformed', () => {
    const { report } = importSources([{ file: 'x.json', text: '['.repeat(5_000) }], { name: 'set' })
    expect(report.malformed).toMatchObject([{ file: 'x.json', message: expect.stringContaining('call stack') }])
    expect(placed(report)).toBe(report.documents)
  })

  it('that multiply by aliases are malformed', () => {
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
    ].join('\n')
    const { report } = imported(deployment('cart'), bomb)
    expect(report.malformed).toHaveLength(1)
  })
})
