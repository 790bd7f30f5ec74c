import { InvalidInputError } from '../../model/errors.ts'
import { type RawDocument, readDocuments } from '../kubernetes/documents.ts'
import { readFiles } from '../kubernetes/read-files.ts'
import { CHAOS_MESH_KINDS, translateChaosMesh } from './chaos-mesh.ts'
import { readSchedule, readWorkflow } from './chaos-mesh-flow.ts'
import { Collector } from './collector.ts'
import { readEngine, readExperiment } from './litmus.ts'
import type { ChaosImport, InputPlace } from './report.ts'
import { isToolkit, readToolkit } from './toolkit.ts'
import { at, items, text } from './values.ts'

/** Where an input says nothing of a steady state, an experiment here still needs one. */
const ASSUMED = { probe: 'error-ratio', comparison: 'at-most', value: 0.05 } as const

/**
 * Reads experiments of the Chaos Toolkit (JSON or YAML) and manifests of Chaos Mesh and Litmus, files or folders, into faults and
 * the experiment around them. What has no fault here is reported by its name. Throws an `InvalidInputError` when a path does not
 * exist or nothing in it is an experiment of these.
 */
export function importChaos(paths: readonly string[]): ChaosImport {
  const { sources, unreadable } = readFiles(paths)
  const into = new Collector()
  let documents = unreadable.length
  for (const { file, line, message } of unreadable) into.report.malformed.push({ file, line, what: message })
  for (const source of sources) {
    const found = readDocuments(source)
    documents += found.documents.length + found.malformed.length
    for (const { file, line, message } of found.malformed) into.report.malformed.push({ file, line, what: message })
    for (const document of found.documents) read(document, into)
  }
  const report = { files: sources.length, documents, ...into.report }
  if (report.faults.length + report.unsupported.length === 0) throw nothingFound(paths, report.malformed)
  const asked = into.steadyState.length > 0 || into.method !== undefined || into.rollbacks !== undefined
  if (!asked || into.faults.length === 0) return { faults: into.faults, report }
  if (into.steadyState.length === 0)
    into.note('the input states no steady state that is known here: at most 5 % of the requests may fail is assumed')
  return {
    faults: into.faults,
    chaos: {
      steadyState: into.steadyState.length > 0 ? into.steadyState : [ASSUMED],
      ...(into.method === undefined ? {} : { method: into.method }),
      ...(into.rollbacks === undefined ? {} : { rollbacks: into.rollbacks }),
    },
    report: { ...report, notes: into.report.notes },
  }
}

function read({ file, line, value, lineOf }: RawDocument, into: Collector): void {
  const kind = text(at(value, 'kind')) ?? ''
  const name = text(at(value, 'metadata', 'name')) ?? ''
  const place: InputPlace = { file, line, what: `${kind || 'document'} ${name}`.trim() }
  if (isToolkit(value)) readToolkit(value, { ...place, what: text(at(value, 'title')) ?? '' }, into)
  else if (kind.endsWith('List') && Array.isArray(at(value, 'items'))) {
    items(at(value, 'items')).forEach((item, i) => {
      read({ file, line: lineOf(['items', i]), value: item, lineOf: (path) => lineOf(['items', i, ...path]) }, into)
    })
  } else readManifest(kind, value, place, into)
}

function readManifest(kind: string, value: unknown, place: InputPlace, into: Collector): void {
  const [group, spec] = [(text(at(value, 'apiVersion')) ?? '').split('/')[0], at(value, 'spec')]
  const name = text(at(value, 'metadata', 'name')) ?? ''
  switch (`${group}/${kind}`) {
    case 'chaos-mesh.org/Schedule':
      readSchedule(spec, place, into)
      break
    case 'chaos-mesh.org/Workflow':
      readWorkflow(spec, place, into)
      break
    case 'litmuschaos.io/ChaosEngine':
      readEngine(spec, place, into)
      break
    case 'litmuschaos.io/ChaosSchedule':
      readEngine(at(spec, 'engineTemplateSpec'), place, into)
      break
    case 'litmuschaos.io/ChaosExperiment':
      readExperiment(name, spec, place, into)
      break
    default:
      into.add(place, isChaosMesh(group, kind) ? translateChaosMesh(kind, spec) : { unsupported: unknown(group, kind) })
  }
}

const NO_EXPERIMENT =
  'neither an experiment of the Chaos Toolkit nor a manifest of Chaos Mesh or Litmus that is known here'

/** API groups of the tools. */
const TOOLS: ReadonlyMap<string | undefined, string> = new Map([
  ['chaos-mesh.org', 'Chaos Mesh'],
  ['litmuschaos.io', 'Litmus'],
  ['chaostoolkit.org', 'the Chaos Toolkit'],
])

function unknown(group: string | undefined, kind: string): string {
  const tool = TOOLS.get(group)
  return tool === undefined ? NO_EXPERIMENT : `${kind} of ${tool} is not known here`
}

const isChaosMesh = (group: string | undefined, kind: string): boolean =>
  group === 'chaos-mesh.org' && CHAOS_MESH_KINDS.has(kind)

function nothingFound(paths: readonly string[], malformed: readonly InputPlace[]): InvalidInputError {
  const message = 'expected an experiment of the Chaos Toolkit or a manifest of Chaos Mesh or Litmus, got none'
  return new InvalidInputError(paths.join(', '), [
    { path: '', message, remedy: 'name the file or the folder of the experiments' },
    ...malformed.map(({ file, line, what }) => ({
      path: `${file}:${line}`,
      message: what,
      remedy: 'correct the document',
    })),
  ])
}
