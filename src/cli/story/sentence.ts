import type { DeploymentEvent } from '../../model/events.ts'
import type { Failure } from '../../model/failure.ts'
import { span } from './clock.ts'

const passed = (ok: boolean): string => (ok ? 'passed' : 'FAILED')
const because = (failure: Failure | undefined): string =>
  failure === undefined ? '' : `: ${failure.message} (${failure.class}, cause: ${failure.cause})`
const at = (...places: (string | undefined)[]): string => {
  const known = places.filter((place) => place !== undefined)
  return known.length === 0 ? '' : ` [${known.join(' ')}]`
}

/** What one event says, in words. */
export function sentence(event: DeploymentEvent): string {
  switch (event.kind) {
    case 'deployment.triggered': {
      const also = [
        event.databaseChange && 'a database change',
        event.infrastructureChange && 'an infrastructure change',
      ]
      return [`triggered: ${event.changedServices.length} services changed`, ...also.filter(Boolean)].join(', ')
    }
    case 'stage.started':
      return `stage ${event.stage} started`
    case 'stage.finished':
      return `stage ${event.stage} ${passed(event.passed)}`
    case 'job.queued': {
      const attempt = event.attempt > 1 ? `, attempt ${event.attempt}` : ''
      return `job ${event.job} queued for ${event.onRunner ? 'a runner' : 'a person'}${attempt}`
    }
    case 'job.started':
      return `job ${event.job} started`
    case 'job.finished':
      return `job ${event.job} ${passed(event.passed)}${because(event.failure)}`
    case 'step':
      return `  ${event.step} took ${span(event.at - event.from)} in ${event.job}${at(event.service, event.region)}`
    case 'cache':
      return `  ${event.cache} cache: ${event.hits} hits, ${event.misses} misses in ${event.job}`
    case 'manual.step':
      return `  manual step (${span(event.work)}) in ${event.job}${event.wrong ? ', done WRONG' : ''}`
    case 'lock':
      return `  lock ${event.lock} ${event.acquired ? 'taken' : 'NOT taken'} after ${span(event.wait)} by ${event.job}`
    case 'production.reached':
      return 'production reached'
    case 'rollout.finished':
      return `rollout of ${event.service} ${event.healthy ? 'healthy' : 'NOT healthy'} (${event.pods} pods, ${span(event.at - event.from)})${at(event.environment, event.region)}`
    case 'pod':
      return `  pod ${event.pod} ${event.phase}${at(event.revision, event.region)}`
    case 'fault.landed':
      return `FAULT ${event.fault} landed on ${event.target} (proof: ${event.proof})`
    case 'fault.ended':
      return `fault ${event.fault} ended`
    case 'fault.noticed':
      return `fault ${event.fault} noticed by ${event.by}`
    case 'fault.missed':
      return `fault ${event.fault} ${event.due ? 'NOT PROVED to have landed' : 'had no occasion'}: ${event.why}`
    case 'steady-state':
      return `steady state ${event.phase} the faults: ${event.probe} ${event.held ? 'holds' : 'DEVIATES'} (${event.value})`
    case 'flaw.caught':
      return `flaw ${event.flaw} caught by ${event.by}`
    case 'impact.started':
      return `IMPACT started${because(event.failure)}`
    case 'failure.detected':
      return `failure detected by ${event.path}`
    case 'recovery.decided':
      return `recovery decided by ${event.by}: ${event.action}`
    case 'recovery.acted':
      return `recovery carried out (${event.engineers} engineers, ${span(event.work)} of work)`
    case 'recovery.verified':
      return `recovery verified${event.dataCorrupted ? ', with data CORRUPTED' : ''}`
    case 'requests':
      return `${event.sent} requests sent, ${event.lost} lost`
    case 'calls':
      return `${event.retried} calls tried again, ${event.ejections} hosts ejected, ${reached(event.services)}`
    case 'deployment.healthy':
      return 'healthy in the last region'
    case 'deployment.finished':
      return `finished: ${event.outcome}`
  }
}

const reached = (services: readonly string[]): string =>
  services.length === 0 ? 'no users reached' : `users reached of ${services.join(', ')}`
