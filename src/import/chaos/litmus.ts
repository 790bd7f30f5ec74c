import type { FaultInput } from '../../model/fault.ts'
import type { Collector } from './collector.ts'
import type { InputPlace, Translation } from './report.ts'
import { at, items, number, seconds, serviceOfSelector, text } from './values.ts'

type Env = ReadonlyMap<string, string>

interface Experiment {
  readonly kind: string
  readonly settings?: (env: Env) => NonNullable<FaultInput['settings']>
  /** Strikes again every CHAOS_INTERVAL until TOTAL_CHAOS_DURATION is over, instead of lasting. */
  readonly repeats?: boolean
  readonly differs?: string
}

const share = (env: Env, name: string): number | undefined => {
  const percent = number(env.get(name))
  return percent === undefined || percent === 0 ? undefined : percent / 100
}
const given = (name: string, value: number | undefined) => (value === undefined ? {} : { [name]: value })

/** Experiments of the hub (litmuschaos.github.io, "Experiments") that have a fault here, by name. */
const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  'pod-delete': { kind: 'pod-deletion', repeats: true },
  'container-kill': { kind: 'pod-crash', repeats: true },
  'pod-network-latency': {
    kind: 'network-latency',
    settings: (env) => given('addedMs', number(env.get('NETWORK_LATENCY')) ?? 2_000),
  },
  'pod-network-loss': {
    kind: 'network-loss',
    settings: (env) => given('loss', share(env, 'NETWORK_PACKET_LOSS_PERCENTAGE') ?? 1),
  },
  'pod-network-partition': { kind: 'network-partition' },
  'pod-dns-error': { kind: 'dns-failure', settings: () => ({ cached: 0 }) },
  'pod-dns-spoof': {
    kind: 'dns-failure',
    settings: () => ({ cached: 0 }),
    differs: 'names are answered wrongly there; here not at all',
  },
  'pod-http-latency': {
    kind: 'network-latency',
    settings: (env) => given('addedMs', number(env.get('LATENCY')) ?? 2_000),
  },
  'pod-http-status-code': {
    kind: 'dependency-outage',
    differs: 'answers are replaced by errors there; here something that the service needs is away',
  },
  'pod-http-reset-peer': {
    kind: 'dependency-outage',
    differs: 'connections are cut there; here something that the service needs is away',
  },
  'node-drain': { kind: 'node-drain' },
  'node-restart': { kind: 'node-loss', differs: 'the machine comes back there' },
  'node-poweroff': { kind: 'node-loss' },
  'kubelet-service-kill': { kind: 'node-loss', differs: 'the kubelet comes back there' },
  'docker-service-kill': { kind: 'node-loss', differs: 'the container runtime comes back there' },
  'ec2-terminate-by-id': { kind: 'node-loss' },
  'ec2-terminate-by-tag': { kind: 'node-loss' },
  'gcp-vm-instance-stop': { kind: 'node-loss' },
  'azure-instance-stop': { kind: 'node-loss' },
  'aws-az-chaos': { kind: 'zone-loss' },
}

/** What one experiment of Litmus asks for. */
export function translateLitmus(name: string, env: Env, service: string | undefined): Translation {
  const experiment = EXPERIMENTS[name]
  if (experiment === undefined) return { unsupported: `no fault here is like the Litmus experiment "${name}"` }
  const { kind, settings, repeats = false, differs } = experiment
  const total = seconds(env.get('TOTAL_CHAOS_DURATION'))
  const interval = seconds(env.get('CHAOS_INTERVAL')) ?? 10_000
  const times = total === undefined ? 1 : Math.min(100, Math.floor(total / interval))
  const selects = kind !== 'zone-loss' && service !== undefined
  const percent = number(env.get('PODS_AFFECTED_PERC'))
  return {
    fault: {
      kind,
      ...(selects ? { selector: { service } } : {}),
      settings: settings?.(env) ?? {},
      ...(repeats && times > 1 ? { repeat: { times, pauseMs: interval } } : {}),
      ...(!repeats && total !== undefined ? { durationMs: total } : {}),
    },
    differs: [
      ...(selects || kind === 'zone-loss' ? [] : ['no label names a service: one that the deployment changes is hit']),
      ...(differs === undefined ? [] : [differs]),
      ...(percent !== undefined && percent > 0 ? [`PODS_AFFECTED_PERC ${percent} is left out`] : []),
    ],
  }
}

/** A ChaosEngine: its experiments on one application, and their probes. */
export function readEngine(spec: unknown, place: InputPlace, into: Collector): void {
  const service = serviceOfSelector(at(spec, 'appinfo', 'applabel'))
  const experiments = items(at(spec, 'experiments'))
  if (experiments.length === 0) {
    into.add(place, { unsupported: 'an engine without experiments' })
    return
  }
  for (const experiment of experiments) {
    const name = text(at(experiment, 'name')) ?? ''
    into.add(
      { ...place, what: `${place.what}, experiment ${name}` },
      translateLitmus(name, envOf(at(experiment, 'spec', 'components', 'env')), service),
    )
    for (const probe of items(at(experiment, 'spec', 'probe'))) {
      const what = `${place.what}, probe ${text(at(probe, 'name')) ?? ''}`
      into.add(
        { ...place, what },
        {
          unsupported: `a probe of type ${text(at(probe, 'type')) ?? 'unknown'}: write it as a tolerance of the steady state`,
        },
      )
    }
  }
}

/** A ChaosExperiment: the definition of an experiment with its defaults. */
export const readExperiment = (name: string, spec: unknown, place: InputPlace, into: Collector): void =>
  into.add(place, translateLitmus(name, envOf(at(spec, 'definition', 'env')), undefined))

const envOf = (env: unknown): Env =>
  new Map(
    items(env).flatMap((entry) => {
      const [name, value] = [text(at(entry, 'name')), at(entry, 'value')]
      return name === undefined || value === undefined || value === null ? [] : [[name, String(value)] as const]
    }),
  )
