import type { Report } from '../model/report.ts'
import { prometheusText } from './prometheus.ts'

/**
 * GitLab's metrics report (`artifacts:reports:metrics`), which is to be OpenMetrics text: the same samples, closed by `# EOF`.
 * GitLab takes everything from the first `#` of a line for a comment, inside a label too, and refuses the whole file when
 * that leaves a quote open (`ee/lib/gitlab/ci/parsers/metrics/generic.rb`); names that hold one get `No.` instead.
 */
export function gitlabMetrics(reports: readonly Report[]): string {
  const lines = prometheusText(reports).split('\n')
  return `${lines.map((line) => (line.startsWith('#') ? line : line.replaceAll('#', 'No.'))).join('\n')}# EOF\n`
}
