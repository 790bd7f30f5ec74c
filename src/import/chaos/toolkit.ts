import type { SteadyState } from '../../model/chaos.ts'
import type { Collector } from './collector.ts'
import type { InputPlace } from './report.ts'
import { translateAction } from './toolkit-actions.ts'
import { at, items, seconds, serviceOfSelector, text } from './values.ts'

/** A share of failing requests that a check which wants an answer tolerates. */
const ANSWERS = 0.01

/** Whether a document is an experiment of the Chaos Toolkit (chaostoolkit.org/reference/api/experiment). */
export const isToolkit = (value: unknown): boolean =>
  at(value, 'method') !== undefined && at(value, 'title') !== undefined

/** An experiment of the Chaos Toolkit: its hypothesis, its method step by step, its rollbacks. */
export function readToolkit(value: unknown, place: InputPlace, into: Collector): void {
  const step = (of: unknown, what: string): InputPlace => ({
    ...place,
    what: `${what} ${text(at(of, 'name')) ?? ''}`.trim(),
  })
  for (const probe of items(at(value, 'steady-state-hypothesis', 'probes'))) {
    const found = toleranceOf(probe)
    if (typeof found === 'string') into.add(step(probe, 'probe'), { unsupported: found })
    else {
      into.steadyState.push(found)
      into.consumed(step(probe, 'probe'), 'the steady state')
    }
  }
  let pauseMs = 0
  for (const entry of items(at(value, 'method'))) {
    pauseMs += seconds(at(entry, 'pauses', 'before')) ?? 0
    if (at(entry, 'ref') !== undefined || at(entry, 'type') === 'probe') {
      into.add(step(entry, 'probe in the method'), {
        unsupported: 'a probe in the method: the steady state is looked at all the time here',
      })
    } else {
      const made = translateAction(at(entry, 'provider'))
      const place = step(entry, 'action')
      if ('unsupported' in made) into.add(place, made)
      else {
        into.add(
          place,
          pauseMs === 0 ? made : { ...made, fault: { ...made.fault, when: { kind: 'after', ms: pauseMs } } },
        )
        pauseMs = 0
      }
    }
    pauseMs += seconds(at(entry, 'pauses', 'after')) ?? 0
  }
  into.order('sequential')
  for (const rollback of items(at(value, 'rollbacks')))
    into.consumed(step(rollback, 'rollback'), 'nothing: faults are taken out here')
  readStrategy(text(at(value, 'runtime', 'rollbacks', 'strategy')), into)
}

function readStrategy(strategy: string | undefined, into: Collector): void {
  if (strategy === 'deviated') into.rollbacks = 'on-deviation'
  else if (strategy === 'never') into.rollbacks = 'never'
  else if (strategy !== undefined) into.rollbacks = 'always'
}

/** A tolerance, or why there is none for this probe. */
function toleranceOf(probe: unknown): SteadyState | string {
  const provider = at(probe, 'provider')
  const type = text(at(provider, 'type'))
  const wanted = at(probe, 'tolerance')
  if (type === 'http') {
    const host = hostOf(text(at(provider, 'url')))
    const isOk = wanted === 200 || wanted === true || (Array.isArray(wanted) && wanted.includes(200))
    if (!isOk) return 'only a tolerance of status 200 is known here'
    return {
      probe: 'error-ratio',
      comparison: 'at-most',
      value: ANSWERS,
      ...(host === undefined ? {} : { service: host }),
    }
  }
  const name = `${text(at(provider, 'module')) ?? ''}.${text(at(provider, 'func')) ?? ''}`
  if (
    /^chaosk8s\.(deployment|pod|statefulset)?\.?probes\.(deployment|statefulset|microservice|all|pods)_.*(available|healthy|running|ready|phase)/.test(
      name,
    )
  ) {
    const args = at(provider, 'arguments')
    const service = text(at(args, 'name')) ?? serviceOfSelector(at(args, 'label_selector'))
    return { probe: 'ready-replicas', comparison: 'at-least', value: 1, ...(service === undefined ? {} : { service }) }
  }
  return type === 'python' ? `nothing here is like the probe ${name}` : `a probe of type ${type ?? 'unknown'}`
}

/** The first part of a host in a cluster is the name of a Service (kubernetes.io, "DNS for Services and Pods"). */
function hostOf(url: string | undefined): string | undefined {
  const host = /^https?:\/\/([^/:]+)/.exec(url ?? '')?.[1]
  if (host === undefined || host === 'localhost' || /^[\d.]+$/.test(host) || host.includes('$')) return undefined
  return host.endsWith('.svc.cluster.local') || host.endsWith('.svc') || !host.includes('.')
    ? host.split('.')[0]
    : undefined
}
