import { describe, expect, it } from 'vitest'
import { quantilesOf } from '../../../harness/charts/environment.ts'
import { manifestsOf } from '../../../harness/charts/manifests.ts'
import { valuesOf } from '../../../harness/charts/values.ts'
import type { Place } from '../../../harness/kind/facts.ts'
import { constant, lognormal } from '../../../src/model/distribution.ts'
import { type ServiceInput, serviceSchema } from '../../../src/model/fleet.ts'

const place: Place = {
  name: 'us-east-1',
  environment: 'production',
  kubeconfig: '/kubeconfig',
  context: 'kind',
  namespace: 'seatrial-x-us-east-1',
  nodeSelector: { 'topology.kubernetes.io/region': 'us-east-1' },
  nodePorts: { payment: 30_001 },
  hostPorts: {},
}

function render(
  service: ServiceInput,
  more: { place?: Partial<Place>; drain?: boolean; variables?: Record<string, string> } = {},
) {
  const release = { service: service.name, revision: 'r3-abc', image: 'registry/services/payment:r3-abc' }
  const [deployment, kubernetesService] = manifestsOf(
    valuesOf(serviceSchema.parse(service), release, {
      run: { id: 'x', folder: '/run' },
      place: { ...place, ...more.place },
      seed: 7,
      drain: more.drain ?? true,
      variables: more.variables ?? {},
    }),
  )
  const pod = deployment.spec!.template.spec!
  const container = pod.containers[0]!
  const env = Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value]))
  return { deployment, service: kubernetesService, pod, container, env }
}

describe('the manifests of a service', () => {
  it('take the probes of the scenario, in whole seconds', () => {
    const { container } = render({
      name: 'payment',
      probes: { readiness: { initialDelayMs: 1_500, periodMs: 5_000, failureThreshold: 2, timeoutMs: 3_000 } },
    })
    expect(container.readinessProbe).toMatchObject({
      httpGet: { path: '/health/ready', port: 'http' },
      initialDelaySeconds: 2,
      periodSeconds: 5,
      failureThreshold: 2,
      timeoutSeconds: 3,
    })
    expect(container.startupProbe).toBeUndefined()
    expect(container.livenessProbe).toBeUndefined()
  })

  it('take the strategy and the replicas of the region', () => {
    const { deployment } = render({
      name: 'payment',
      replicasByRegion: { 'us-east-1': 10 },
      strategy: { kind: 'rolling', maxSurge: 3, maxUnavailable: 1, minReadyMs: 500 },
    })
    expect(deployment.spec).toMatchObject({
      replicas: 10,
      minReadySeconds: 1,
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 1 } },
    })
  })

  it('keep the pods to the nodes of their region and group, and tolerate the taint of the group', () => {
    const { pod } = render({ name: 'payment', nodeGroup: 'critical', antiAffinity: 'required-by-hostname' })
    expect(pod.nodeSelector).toEqual({
      'topology.kubernetes.io/region': 'us-east-1',
      'seatrial.node-group.critical': 'true',
    })
    expect(pod.tolerations).toMatchObject([{ key: 'seatrial.node-group.critical', operator: 'Exists' }])
    expect(pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1)
  })

  it('go to fake nodes only in a place that has them, and say how long their start-up takes there', () => {
    const template = render({ name: 'payment', startup: constant(300) }, { place: { isFake: true } }).deployment.spec!
      .template
    expect(template.spec!.tolerations).toEqual([{ key: 'seatrial.node', operator: 'Exists', effect: 'NoSchedule' }])
    expect(new Set(Object.values(template.metadata!.annotations!))).toEqual(new Set(['300ms']))
    const real = render({ name: 'payment' }).deployment.spec!.template
    expect(real.spec!.tolerations).toBeUndefined()
    expect(real.metadata!.annotations).toBeUndefined()
  })

  it('run as a user without rights', () => {
    const { pod, container } = render({ name: 'payment' })
    expect(pod.securityContext).toMatchObject({ runAsUser: 1_000, runAsNonRoot: true })
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } })
  })

  it('name dependencies by their Services, with names that Services may have', () => {
    const { env, deployment } = render({ name: 'payment.api', dependsOn: ['ledger.core', 'auth'] })
    expect(env.DEPENDENCIES).toBe('ledger.core=http://ledger-core auth=http://auth')
    expect(env.NEEDS).toBe('ledger.core auth')
    expect(deployment.metadata?.name).toBe('payment-api')
  })

  it('give a port of the nodes only to services that can be reached from this machine', () => {
    expect(render({ name: 'payment' }).service.spec).toMatchObject({ type: 'NodePort', ports: [{ nodePort: 30_001 }] })
    expect(render({ name: 'ledger' }).service.spec?.type).toBe('ClusterIP')
  })

  it('switch drain and preStop off together', () => {
    const service: ServiceInput = { name: 'payment', preStopMs: 5_000 }
    const on = render(service)
    expect(on.container.lifecycle?.preStop?.exec?.command).toEqual(['sleep', '5'])
    expect(on.env.DRAIN_MS).toContain(',')
    const off = render(service, { drain: false })
    expect(off.container.lifecycle).toBeUndefined()
    expect(off.env.DRAIN_MS).toBe('off')
  })

  it('let added variables win', () => {
    const { env } = render({ name: 'payment' }, { variables: { ERROR_RATE: '1', REGION: 'wrong' } })
    expect(env).toMatchObject({ ERROR_RATE: '1', REGION: 'wrong' })
  })
})

describe('the quantiles of a duration', () => {
  it('are one number for a constant, and rise around the median otherwise', () => {
    expect(quantilesOf({ kind: 'constant', value: 250 })).toBe('250')
    const values = quantilesOf(lognormal({ median: 20_000, sigma: 0.25 }))
      .split(',')
      .map(Number)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(values[(values.length - 1) / 2]).toBe(20_000)
  })
})
