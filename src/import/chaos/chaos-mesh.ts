import type { FaultInput } from '../../model/fault.ts'
import type { Translation } from './report.ts'
import { at, goDuration, items, number, serviceOfLabels, text } from './values.ts'

/**
 * Kinds of Chaos Mesh that describe an experiment, with the field that holds them in a Schedule or Workflow. Kinds, fields, actions
 * and units are those of chaos-mesh/chaos-mesh, `api/v1alpha1/*_types.go` (v2).
 */
export const CHAOS_MESH_KINDS: ReadonlyMap<string, string> = new Map([
  ['PodChaos', 'podChaos'],
  ['NetworkChaos', 'networkChaos'],
  ['StressChaos', 'stressChaos'],
  ['IOChaos', 'ioChaos'],
  ['DNSChaos', 'dnsChaos'],
  ['TimeChaos', 'timeChaos'],
  ['HTTPChaos', 'httpChaos'],
  ['KernelChaos', 'kernelChaos'],
  ['JVMChaos', 'jvmChaos'],
  ['AWSChaos', 'awsChaos'],
  ['GCPChaos', 'gcpChaos'],
  ['AzureChaos', 'azureChaos'],
  ['BlockChaos', 'blockChaos'],
  ['PhysicalMachineChaos', 'physicalmachineChaos'],
])

/** What one experiment of Chaos Mesh asks for. */
export function translateChaosMesh(kind: string, spec: unknown): Translation {
  const action = text(at(spec, 'action')) ?? ''
  switch (kind) {
    case 'PodChaos':
      return podChaos(action, spec)
    case 'NetworkChaos':
      return networkChaos(action, spec)
    case 'DNSChaos':
      return withDuration('dns-failure', spec, { cached: 0 }, [
        ...someOf(spec),
        ...(items(at(spec, 'patterns')).length > 0
          ? ['only some names fail there; here all that the service looks up']
          : []),
        ...(action === 'random' ? ['names are answered wrongly there; here not at all'] : []),
      ])
    case 'HTTPChaos':
      return httpChaos(spec)
    case 'AWSChaos':
    case 'GCPChaos':
    case 'AzureChaos':
      return /stop/.test(action) ? machineStops(spec) : none(`${kind} ${action}`)
    case 'StressChaos':
      return none('no fault here presses on the processor or the memory of running pods')
    case 'IOChaos':
      return none('no fault here disturbs a file system')
    case 'TimeChaos':
      return none('clock-skew here is that of a runner of the pipeline, not of running pods')
    default:
      return none(`no fault here is like ${kind}`)
  }
}

const none = (why: string): Translation => ({ unsupported: why })

function podChaos(action: string, spec: unknown): Translation {
  const [pods, share] = [podsOf(spec), shareOf(spec)]
  switch (action) {
    case 'pod-kill':
      return fault('pod-deletion', spec, pods.settings, [
        ...pods.differs,
        ...((number(at(spec, 'gracePeriod')) ?? 0) === 0 ? ['pods are deleted without their grace period there'] : []),
      ])
    case 'container-kill':
      return fault('pod-crash', spec, pods.settings, pods.differs)
    case 'pod-failure':
      return withDuration('readiness-failure', spec, { share: share.value }, [
        'pods are replaced by idle ones there; here their readiness probes fail',
        ...share.differs,
      ])
    default:
      return none(`PodChaos has no action "${action}" that is known here`)
  }
}

function networkChaos(action: string, spec: unknown): Translation {
  const narrowed = [...someOf(spec), ...aimedAt(spec)]
  switch (action) {
    case 'delay': {
      const addedMs = goDuration(at(spec, 'delay', 'latency'))
      if (addedMs === undefined) return none('delay without a latency')
      const jitter = goDuration(at(spec, 'delay', 'jitter')) ?? 0
      return withDuration('network-latency', spec, { addedMs }, [
        ...narrowed,
        ...(jitter > 0 ? ['its jitter is left out'] : []),
        ...correlated(at(spec, 'delay')),
      ])
    }
    case 'loss': {
      const loss = number(at(spec, 'loss', 'loss'))
      return loss === undefined
        ? none('loss without a share')
        : withDuration('network-loss', spec, { loss: loss / 100 }, [...narrowed, ...correlated(at(spec, 'loss'))])
    }
    case 'partition':
      return withDuration('network-partition', spec, {}, narrowed)
    default:
      return none(`no fault here is like NetworkChaos ${action}`)
  }
}

/** Faults of the network hit a whole service here. */
function someOf(spec: unknown): string[] {
  const [mode, value] = [text(at(spec, 'mode')) ?? 'one', number(at(spec, 'value'))]
  if (mode === 'all' || (mode === 'fixed-percent' && value === 100)) return []
  const said = value === undefined || mode === 'one' ? mode : `${mode} ${value}`
  return [`mode ${said}: not all pods are disturbed there; here the whole service`]
}

function aimedAt(spec: unknown): string[] {
  const hasTarget = at(spec, 'target') !== undefined || items(at(spec, 'externalTargets')).length > 0
  const direction = text(at(spec, 'direction')) ?? 'to'
  return [
    ...(hasTarget ? ['only the way to the target is disturbed there; here all calls of the service'] : []),
    ...(direction === 'to'
      ? []
      : [`direction ${direction} is left out: calls that the service makes are disturbed here`]),
  ]
}

const correlated = (disturbance: unknown): string[] =>
  (number(at(disturbance, 'correlation')) ?? 0) > 0 ? ['its correlation is left out'] : []

function httpChaos(spec: unknown): Translation {
  const delay = goDuration(at(spec, 'delay'))
  if (delay !== undefined)
    return withDuration('network-latency', spec, { addedMs: delay }, [
      ...someOf(spec),
      'all calls of the service are slow, not only those of its HTTP port',
    ])
  if (at(spec, 'abort') === true)
    return withDuration('dependency-outage', spec, {}, [
      ...someOf(spec),
      'requests of the service fail as if something that it needs were away',
    ])
  return none('HTTPChaos that replaces or patches messages')
}

function machineStops(spec: unknown): Translation {
  return {
    fault: timed({ kind: 'node-loss' }, spec),
    differs: ['the machine of a service that the deployment changes, not the named one'],
  }
}

/** How many pods a mode means. */
function podsOf(spec: unknown): { settings: { pods: number }; differs: string[] } {
  const [mode, value] = [text(at(spec, 'mode')) ?? 'one', number(at(spec, 'value'))]
  if (mode === 'fixed' && value !== undefined) return { settings: { pods: value }, differs: [] }
  if (mode === 'one') return { settings: { pods: 1 }, differs: [] }
  return {
    settings: { pods: mode === 'all' ? 100 : 2 },
    differs: [mode === 'all' ? '' : `mode ${mode} is taken for two pods`].filter(Boolean),
  }
}

function shareOf(spec: unknown): { value: number; differs: string[] } {
  const [mode, value] = [text(at(spec, 'mode')) ?? 'one', number(at(spec, 'value'))]
  if (mode === 'all') return { value: 1, differs: [] }
  if (mode.endsWith('percent') && value !== undefined) return { value: value / 100, differs: [] }
  return { value: 0.3, differs: [`mode ${mode} is taken for 30 % of the pods`] }
}

function fault(
  kind: string,
  spec: unknown,
  settings: NonNullable<FaultInput['settings']>,
  differs: readonly string[] = [],
): Translation {
  const labels = serviceOfLabels(at(spec, 'selector', 'labelSelectors'))
  const where = labels === undefined ? ['no label names a service: one that the deployment changes is hit'] : []
  return {
    fault: { kind, ...(labels === undefined ? {} : { selector: { service: labels } }), settings },
    differs: [...where, ...differs],
  }
}

function withDuration(
  kind: string,
  spec: unknown,
  settings: NonNullable<FaultInput['settings']>,
  differs: readonly string[] = [],
): Translation {
  const made = fault(kind, spec, settings, differs)
  return 'fault' in made ? { ...made, fault: timed(made.fault, spec) } : made
}

function timed(of: FaultInput, spec: unknown): FaultInput {
  const durationMs = goDuration(at(spec, 'duration'))
  return durationMs === undefined ? of : { ...of, durationMs }
}
