import type { Example, Report } from '../../../model/report.ts'
import { formatValue } from '../../format/quantity.ts'
import { type Markup, markup } from '../../markup.ts'
import { ganttAxis, ganttPath, ganttScale, ganttStage } from '../../plot/gantt.ts'
import { words } from '../../wording/attribution.ts'
import { MINUTE_LABELS } from '../../wording/step.ts'
import { legend } from '../component.ts'
import type { Section } from '../document.ts'

/** Examples whose chart is open from the start: the median and the worst; with neither, the first. */
const opened = ({ why }: Example, index: number, all: readonly Example[]): boolean => {
  const chosen = /median|slowest/
  return all.some((example) => chosen.test(example.why)) ? chosen.test(why) : index === 0
}

function chart(example: Example): Markup {
  const scale = ganttScale(example)
  const marks = [...example.marks].sort((a, b) => a.at - b.at)
  const stages = [...new Set([...example.jobs].sort((a, b) => a.queued - b.queued).map((job) => job.stage))]
  const rows = stages.map((stage) => {
    const jobs = example.jobs.filter((job) => job.stage === stage)
    const label = markup`${stage} <span class="small muted">· ${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}</span>`
    return markup`<div class="stage">${label}</div><div class="row">${ganttStage(stage, jobs, scale, marks)}</div>`
  })
  const list = marks.map(({ at, label }) => markup`<li>${formatValue(at, 'ms')}: ${label}</li>`)
  return markup`<div class="gantt-chart"><div class="stage">critical path</div><div class="row">${ganttPath(example.jobs, scale)}</div>${rows}<div class="stage"></div><div>${ganttAxis(scale, marks)}</div></div>
${list.length > 0 && markup`<ol class="marks">${list}</ol>`}`
}

function detail(example: Example, index: number, all: readonly Example[]): Markup {
  const { why, address, durationMs, changedServices, outcome } = example
  const facts = [
    durationMs === null ? 'never healthy' : formatValue(durationMs, 'ms'),
    `${changedServices} ${changedServices === 1 ? 'service' : 'services'} changed`,
    outcome,
  ].join(' · ')
  return markup`<details${opened(example, index, all) && markup` open`}><summary>${words(why)} <span class="muted">· ${facts} · deployment ${address}</span></summary>
${chart(example)}</details>`
}

/** Single deployments, job by job. */
export function examplesSection(report: Report): Section {
  return {
    id: 'examples',
    title: 'Single deployments, job by job',
    short: 'Deployments',
    lead: markup`Time runs from the trigger. Jobs on the critical path are in colour; hover for names and steps. <code>--run ADDRESS</code> replays one.`,
    content:
      report.examples.length === 0
        ? null
        : markup`${report.examples.map(detail)}${legend([
            ['machine', `critical: ${MINUTE_LABELS.machine}`],
            ['people', `critical: ${MINUTE_LABELS.people}`],
            ['waiting', `critical: ${MINUTE_LABELS.waiting}`],
            ['job', 'beside the critical path'],
            ['queued', 'thin line: queued for a runner'],
          ])}`,
  }
}
