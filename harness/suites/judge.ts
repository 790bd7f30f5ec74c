import type { Failure } from '../../src/model/failure.ts'
import type { CaseResult } from './test-case.ts'

/**
 * What the failure of a suite is, told the way people tell it: what failed is run again alone. What passes then is flaky; what fails
 * again is a defect. A race that is lost twice is therefore taken for a defect, as it is in practice. `failed` has at least one result.
 */
export function judge(service: string, failed: readonly CaseResult[], again: readonly CaseResult[]): Failure {
  const stands = again.find(({ passed }) => !passed)
  const shown = stands ?? failed[0]
  const said = `test "${shown?.name}" of ${service}: ${shown?.message.split('\n')[0]}`
  return stands === undefined
    ? { class: 'flaky-test', cause: 'flaky-test', message: `${said}; passed when run again`, service }
    : { class: 'defect-found', cause: 'code-defect', message: said, service }
}
