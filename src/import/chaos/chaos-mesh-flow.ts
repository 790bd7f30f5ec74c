import type { FaultInput } from '../../model/fault.ts'
import { CHAOS_MESH_KINDS, translateChaosMesh } from './chaos-mesh.ts'
import type { Collector } from './collector.ts'
import type { InputPlace, Translation } from './report.ts'
import { at, goDuration, items, text } from './values.ts'

/** A Schedule repeats for ever; one deployment sees so many of it. */
const TIMES = 5

/** A Schedule of Chaos Mesh: its experiment, again and again. */
export function readSchedule(spec: unknown, place: InputPlace, into: Collector): void {
  const kind = text(at(spec, 'type')) ?? ''
  const field = CHAOS_MESH_KINDS.get(kind)
  if (field === undefined) {
    into.add(place, { unsupported: `a Schedule of ${kind || 'nothing'}` })
    return
  }
  into.add(place, repeated(translateChaosMesh(kind, at(spec, field)), text(at(spec, 'schedule'))))
}

function repeated(translation: Translation, schedule: string | undefined): Translation {
  if ('unsupported' in translation) return translation
  const pauseMs = intervalOf(schedule)
  const { fault, differs = [] } = translation
  if (pauseMs === undefined)
    return { fault, differs: [...differs, `schedule "${schedule ?? ''}" is left out: once a deployment`] }
  return {
    fault: { ...fault, repeat: { times: TIMES, pauseMs } },
    differs: [...differs, `${TIMES} times in a deployment, not for ever`],
  }
}

/** `@every 2m`, and those cron expressions that repeat within an hour. */
function intervalOf(schedule: string | undefined): number | undefined {
  if (schedule === undefined) return undefined
  const every = /^@every (.+)$/.exec(schedule)?.[1]
  if (every !== undefined) return goDuration(every)
  const minutes = /^(?:\*\/(\d+)|\*) \* \* \* \*$/.exec(schedule)
  return minutes === null ? undefined : Number(minutes[1] ?? 1) * 60_000
}

/** A Workflow of Chaos Mesh: templates from its entry on, one after another or side by side. */
export function readWorkflow(spec: unknown, place: InputPlace, into: Collector): void {
  const templates = new Map(
    items(at(spec, 'templates')).flatMap((one) => {
      const name = text(at(one, 'name'))
      return name === undefined ? [] : [[name, one] as const]
    }),
  )
  const entry = text(at(spec, 'entry')) ?? ''
  if (!templates.has(entry)) {
    into.add(place, { unsupported: `a Workflow without its entry "${entry}"` })
    return
  }
  const flow = new Flow(templates, place, into)
  flow.run(entry, 0)
  for (const name of templates.keys()) {
    if (!flow.reached.has(name)) into.note(`${place.what}: template ${name} is not reached from its entry`)
  }
}

/** Walks the templates of one Workflow. */
class Flow {
  readonly reached = new Set<string>()
  private readonly templates: ReadonlyMap<string, unknown>
  private readonly place: InputPlace
  private readonly into: Collector

  constructor(templates: ReadonlyMap<string, unknown>, place: InputPlace, into: Collector) {
    this.templates = templates
    this.place = place
    this.into = into
  }

  /** Reads a template that waits so long before it begins; returns the pause that it leaves for the next one. */
  run(name: string, pauseMs: number): number {
    const template = this.templates.get(name)
    const place = { ...this.place, what: `${this.place.what}, template ${name}` }
    if (template === undefined || this.reached.has(name)) {
      this.into.add(place, {
        unsupported: template === undefined ? 'there is no such template' : 'a template that is used twice',
      })
      return 0
    }
    this.reached.add(name)
    const type = text(at(template, 'templateType')) ?? ''
    if (type === 'Suspend') {
      this.into.consumed(place, 'a pause before the next fault')
      return pauseMs + (goDuration(at(template, 'deadline')) ?? 0)
    }
    if (type === 'Serial' || type === 'Parallel') return this.children(template, type, pauseMs)
    if (type === 'Schedule') readSchedule(at(template, 'schedule'), place, this.into)
    else this.experiment(type, template, pauseMs, place)
    return 0
  }

  private children(template: unknown, type: 'Serial' | 'Parallel', pauseMs: number): number {
    const names = items(at(template, 'children')).flatMap((child) => text(child) ?? [])
    if (names.length > 1) this.into.order(type === 'Serial' ? 'sequential' : 'parallel')
    let pause = pauseMs
    for (const name of names) {
      const left = this.run(name, pause)
      pause = type === 'Serial' ? left : pauseMs
    }
    return type === 'Serial' ? pause : 0
  }

  private experiment(kind: string, template: unknown, pauseMs: number, place: InputPlace): void {
    const field = CHAOS_MESH_KINDS.get(kind)
    if (field === undefined) {
      this.into.add(place, { unsupported: `a template of type ${kind || 'nothing'}` })
      return
    }
    // The deadline of a template is the duration of its experiment (chaos-mesh.org/docs/create-chaos-mesh-workflow).
    const spec = { duration: at(template, 'deadline'), ...(at(template, field) as object | undefined) }
    const translation = translateChaosMesh(kind, spec)
    if ('unsupported' in translation) {
      this.into.add(place, translation)
      return
    }
    this.into.add(place, { ...translation, fault: later(translation.fault, pauseMs) })
  }
}

const later = (fault: FaultInput, ms: number): FaultInput =>
  ms === 0 ? fault : { ...fault, when: { kind: 'after', ms } }
