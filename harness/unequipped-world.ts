import type { Process } from '../src/kernel/index.ts'
import { EnvironmentUnavailableError } from '../src/model/errors.ts'
import type { DeploymentAddress } from '../src/model/events.ts'
import type * as Api from '../src/world/world.ts'

/**
 * A real world without any component: every method refuses with an `EnvironmentUnavailableError` that names it. A component
 * extends it with the methods that it serves.
 */
export class UnequippedWorld implements Api.World {
  change(_address: DeploymentAddress): Process<Api.ChangeSet> {
    return refuse('change')
  }
  prepareRunner(_work: Api.Work, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('prepareRunner')
  }
  build(_work: Api.BuildWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('build')
  }
  test(_work: Api.TestWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('test')
  }
  scan(_work: Api.ScanWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('scan')
  }
  changedStates(_work: Api.RegionWork, _deployment: Api.Deployment): Process<readonly string[]> {
    return refuse('changedStates')
  }
  plan(_work: Api.StateWork, _deployment: Api.Deployment): Process<Api.PlanResult> {
    return refuse('plan')
  }
  apply(_work: Api.StateWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('apply')
  }
  dns(_work: Api.DnsWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('dns')
  }
  migrate(_work: Api.MigrateWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('migrate')
  }
  promote(_work: Api.Work, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('promote')
  }
  deploy(_work: Api.DeployWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('deploy')
  }
  smokeTest(_work: Api.DeployWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('smokeTest')
  }
  task(_work: Api.TaskWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('task')
  }
  manualStep(_work: Api.ManualWork, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('manualStep')
  }
  review(_review: Api.Review, _deployment: Api.Deployment): Process<Api.Result> {
    return refuse('review')
  }
  restartByHand(_work: Api.Work, _deployment: Api.Deployment): Process<void> {
    return refuse('restartByHand')
  }
  watch(_deployment: Api.Deployment): Process<Api.Detection> {
    return refuse('watch')
  }
  diagnose(_detection: Api.Detection, _deployment: Api.Deployment): Process<void> {
    return refuse('diagnose')
  }
  revert(_deployment: Api.Deployment): Process<Api.Result> {
    return refuse('revert')
  }
  rollBackByHand(_deployment: Api.Deployment): Process<Api.Result> {
    return refuse('rollBackByHand')
  }
  repair(_deployment: Api.Deployment): Process<void> {
    return refuse('repair')
  }
  verify(_deployment: Api.Deployment): Process<{ readonly dataCorrupted: boolean; readonly healthy: boolean }> {
    return refuse('verify')
  }
  inject(): Process<void> {
    return refuse('inject')
  }
  *finish(_deployment: Api.Deployment): Process {}
}

function refuse(method: keyof Api.World): never {
  throw new EnvironmentUnavailableError(`no component of this environment serves "${method}"`, {
    where: 'real environment',
    remedy: 'use jobs that the environment serves, or run the scenario with --env sim',
  })
}
