import { describe, expect, it } from 'vitest'
import { helmTemplate } from '../../../harness/charts/helm.ts'
import { manifestsOf } from '../../../harness/charts/manifests.ts'
import { valuesOf } from '../../../harness/charts/values.ts'
import { findTool } from '../../../harness/tool/find-tool.ts'
import { type ServiceInput, serviceSchema } from '../../../src/model/fleet.ts'

const helm = await findTool('helm')

const services: readonly ServiceInput[] = [
  { name: 'ledger' },
  {
    name: 'payment.api',
    nodeGroup: 'critical',
    antiAffinity: 'required-by-hostname',
    replicas: 10,
    strategy: { kind: 'rolling', maxSurge: '25%', maxUnavailable: 0 },
    limits: { cpuMilli: 2_000, memoryMiB: 2_048 },
    probes: { startup: { failureThreshold: 30 }, readiness: {}, liveness: {} },
    preStopMs: 5_000,
    dependsOn: ['ledger'],
  },
  { name: 'batch', strategy: { kind: 'recreate' } },
]

describe('the chart of a service', () => {
  it.skipIf(helm === undefined).for(services)('renders $name as seatrial does without Helm', async (service) => {
    const parsed = serviceSchema.parse(service)
    const values = valuesOf(
      parsed,
      { service: parsed.name, revision: 'r0-0123', image: `registry/services/${parsed.name}:r0-0123` },
      {
        run: { id: '123456', folder: '/run' },
        place: {
          name: 'us-east-1',
          environment: 'production',
          kubeconfig: '/kubeconfig',
          context: 'kind',
          namespace: 'seatrial-x-us-east-1',
          nodeSelector: {},
          nodePorts: { 'payment.api': 30_001 },
          hostPorts: {},
        },
        seed: 1,
        drain: true,
        variables: { ERROR_RATE: '0.5', NOTE: 'a: b # c' },
      },
    )
    const rendered = await helmTemplate(values, new AbortController().signal)
    const byKind = (objects: readonly unknown[]) =>
      Object.fromEntries(objects.map((object) => [(object as { kind: string }).kind, object]))
    expect(byKind(rendered)).toEqual(byKind(manifestsOf(values)))
  })
})
