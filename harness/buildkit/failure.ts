import type { Failure } from '../../src/model/failure.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'

/** How BuildKit says that the registry, and not the build, is at fault. */
const REGISTRY_AT_FAULT =
  /(?:connection refused|no such host|i\/o timeout|unexpected status[^\n]*5\d\d|failed to (?:push|resolve|authorize|fetch)|TLS handshake|EOF$)/im

/** What a failed build counts as: the registry is away, or an instruction failed. */
export function buildFailure(error: unknown, service: string): Failure {
  const text = error instanceof ToolFailedError ? error.output : String(error)
  const isRegistry = REGISTRY_AT_FAULT.test(text)
  return {
    class: isRegistry ? 'registry-unavailable' : 'script-failure',
    cause: 'platform',
    message: `the build of ${service} failed: ${reason(text)}`,
    service,
  }
}

/** The line in which buildx sums up what went wrong, else the last one. */
function reason(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const summary = lines.findLast((line) => /^ERROR:/.test(line)) ?? lines.at(-1) ?? 'no output'
  return summary.replace(/^ERROR:\s*/, '').slice(0, 300)
}
