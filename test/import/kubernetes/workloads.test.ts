import { describe, expect, it } from 'vitest'
import { importSources } from '../../../src/import/kubernetes/import-sources.ts'
import { deployment, imported, noted, serviceOf, workload } from './manifests.ts'

describe('workloads', () => {
  it('have the defaults of Kubernetes where a manifest says nothing', () => {
    const { fleet } = imported(deployment('cart'))
    expect(serviceOf(fleet, 'cart')).toMatchObject({
      replicas: 1,
      strategy: { kind: 'rolling', maxSurge: '25%', maxUnavailable: '25%', minReadyMs: 0, progressDeadlineMs: 600_000 },
      probes: {},
      terminationGraceMs: 30_000,
      preStopMs: 0,
      imagePullPolicy: 'IfNotPresent',
      antiAffinity: 'none',
      requests: { cpuMilli: 0, memoryMiB: 0 },
    })
  })

  it('keep what a manifest says of a rollout', () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: '10%' } }
    const spec = { replicas: 10, minReadySeconds: 5, progressDeadlineSeconds: 120, strategy }
    const { fleet } = imported(
      deployment('cart', { spec }),
      deployment('job', { spec: { strategy: { type: 'Recreate' } } }),
    )
    expect(serviceOf(fleet, 'cart')).toMatchObject({
      replicas: 10,
      strategy: { maxSurge: 3, maxUnavailable: '10%', minReadyMs: 5_000, progressDeadlineMs: 120_000 },
    })
    expect(serviceOf(fleet, 'job').strategy.kind).toBe('recreate')
  })

  it('that could never be replaced are malformed', () => {
    const strategy = { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } }
    const { report } = imported(deployment('cart'), deployment('stuck', { spec: { strategy } }))
    expect(report.malformed[0]!.message).toContain('maxSurge and maxUnavailable are both 0')
  })

  it('replace one pod at a time as StatefulSets and DaemonSets', () => {
    const { fleet, report } = imported(
      workload('StatefulSet', 'ledger', { spec: { replicas: 3, updateStrategy: { type: 'OnDelete' } } }),
      workload('DaemonSet', 'agent'),
      workload('DaemonSet', 'surging', {
        spec: { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      }),
    )
    expect(serviceOf(fleet, 'ledger').strategy).toMatchObject({ maxSurge: 0, maxUnavailable: 1 })
    expect(serviceOf(fleet, 'agent').strategy).toMatchObject({ maxSurge: 0, maxUnavailable: 1 })
    expect(serviceOf(fleet, 'surging').strategy).toMatchObject({ maxSurge: 1, maxUnavailable: 0 })
    expect(noted(report, 'OnDelete')).toEqual(['ledger'])
  })

  it('run a pod of a DaemonSet on every node', () => {
    const resources = { requests: { cpu: '1', memory: '1Gi' } }
    const { fleet } = imported(
      workload('DaemonSet', 'agent', { container: { resources } }),
      deployment('cart', { spec: { replicas: 9 }, container: { resources } }),
    )
    expect(fleet.regions[0]!.nodeGroups[0]!.desired).toBe(5)
    expect(serviceOf(fleet, 'agent').replicas).toBe(5)
  })

  it('keep what a manifest says of probes and of the end of a pod', () => {
    const container = {
      startupProbe: { failureThreshold: 30, periodSeconds: 0 },
      readinessProbe: { initialDelaySeconds: 10, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
      livenessProbe: { httpGet: { path: '/', port: 80 }, successThreshold: 1 },
      lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 15 && drain'] } } },
      imagePullPolicy: 'Always',
    }
    const { fleet } = imported(deployment('cart', { container, pod: { terminationGracePeriodSeconds: 60 } }))
    expect(serviceOf(fleet, 'cart')).toMatchObject({
      probes: {
        startup: { initialDelayMs: 0, periodMs: 10_000, timeoutMs: 1_000, failureThreshold: 30 },
        readiness: { initialDelayMs: 10_000, periodMs: 5_000, timeoutMs: 3_000, failureThreshold: 2 },
        liveness: { periodMs: 10_000, failureThreshold: 3 },
      },
      preStopMs: 15_000,
      terminationGraceMs: 60_000,
      imagePullPolicy: 'Always',
    })
  })

  it('start in three quarters of the time that their first readiness check waits', () => {
    const { fleet } = imported(
      deployment('slow', { container: { readinessProbe: { initialDelaySeconds: 120 } } }),
      deployment('guarded', { container: { livenessProbe: { periodSeconds: 5, failureThreshold: 2 } } }),
      deployment('unknown'),
    )
    expect(serviceOf(fleet, 'slow').startup).toMatchObject({ median: 90_000 })
    expect(serviceOf(fleet, 'guarded').startup).toMatchObject({ median: 5_000 })
    expect(serviceOf(fleet, 'unknown').startup).toMatchObject({ median: 20_000 })
  })

  it('request the sum of their containers, or their largest init container', () => {
    const of = (cpu: string, memory: string, more: object = {}) => ({
      image: 'house/x:1',
      resources: { requests: { cpu, memory }, ...more },
    })
    const { fleet, report } = imported(
      deployment('both', { pod: { containers: [of('500m', '1Gi'), of('0.25', '512M')] } }),
      deployment('init', { pod: { containers: [of('100m', '64Mi')], initContainers: [of('2', '32Mi')] } }),
      deployment('limited', { container: { resources: { limits: { cpu: 2, memory: '2Gi' } } } }),
      deployment('half', { container: { resources: { limits: { memory: '2Gi' } } } }),
      deployment('free'),
    )
    expect(serviceOf(fleet, 'both').requests).toEqual({ cpuMilli: 750, memoryMiB: 1_513 })
    expect(serviceOf(fleet, 'init').requests).toEqual({ cpuMilli: 2_000, memoryMiB: 64 })
    expect(serviceOf(fleet, 'limited')).toMatchObject({
      requests: { cpuMilli: 2_000, memoryMiB: 2_048 },
      limits: { cpuMilli: 2_000, memoryMiB: 2_048 },
    })
    expect(noted(report, 'limit only some')).toEqual(['half'])
    expect(noted(report, 'request nothing')).toEqual(['free'])
  })

  it('have at least the replicas that an autoscaler keeps', () => {
    const autoscaler = (name: string, minReplicas: number) =>
      JSON.stringify({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name },
        spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas, maxReplicas: 20 },
      })
    const { fleet, report } = imported(
      deployment('unsaid'),
      deployment('few', { spec: { replicas: 2 } }),
      deployment('off', { spec: { replicas: 0 } }),
      autoscaler('unsaid', 4),
      autoscaler('few', 3),
      autoscaler('off', 3),
      autoscaler('gone', 3),
    )
    expect(fleet.services.map(({ name, replicas }) => [name, replicas])).toEqual([
      ['unsaid', 4],
      ['few', 3],
      ['off', 0],
    ])
    expect(noted(report, '0 replicas')).toEqual(['off'])
    expect(report.consumed.map(({ usedFor }) => usedFor).at(-1)).toBe('its target is not here')
  })

  it('that must not share a node have a node for each replica and its surge', () => {
    const affinity = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
      },
    }
    const { fleet } = imported(deployment('ledger', { spec: { replicas: 10 }, pod: { affinity } }))
    expect(serviceOf(fleet, 'ledger').antiAffinity).toBe('required-by-hostname')
    expect(fleet.regions[0]!.nodeGroups[0]!.desired).toBe(13)
  })

  it('fit on the nodes of the region with 30 % to spare, however large they are', () => {
    const resources = { requests: { cpu: '12', memory: '100Gi' } }
    const { fleet } = imported(deployment('giant', { spec: { replicas: 7 }, container: { resources } }))
    const nodes = fleet.regions[0]!.nodeGroups[0]!
    expect(nodes.cpuMilli * 0.7).toBeGreaterThanOrEqual(12_000)
    expect(nodes.memoryMiB * 0.7).toBeGreaterThanOrEqual(102_400)
    expect(7 * 102_400).toBeLessThanOrEqual(0.7 * nodes.memoryMiB * nodes.desired)
  })

  it('of the same name in several namespaces, or of several kinds, have names that differ', () => {
    const redis = { container: { image: 'redis' } }
    const { fleet } = imported(
      deployment('redis', { ...redis, namespace: 'shop' }),
      deployment('redis', { ...redis, namespace: 'bank' }),
      workload('StatefulSet', 'redis', { ...redis, namespace: 'bank' }),
      deployment('cart', { namespace: 'shop' }),
      deployment('cart', { namespace: 'bank' }),
      deployment('web', { namespace: 'shop' }),
    )
    expect(fleet.databases.map(({ name }) => name)).toEqual([
      'redis.shop',
      'redis.bank.deployment',
      'redis.bank.statefulset',
    ])
    expect(fleet.services.map(({ name, team }) => [name, team])).toEqual([
      ['cart.shop', 'shop'],
      ['cart.bank', 'bank'],
      ['web', 'shop'],
    ])
  })

  it('run in each region that is asked for', () => {
    const { fleet } = importSources([{ file: 'a.yaml', text: deployment('cart') }], {
      name: 'x',
      regions: ['eu', 'us'],
    })
    expect(fleet.regions.map(({ name }) => name)).toEqual(['eu', 'us'])
  })
})
