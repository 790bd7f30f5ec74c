import { assemble } from './assemble.ts'
import { classify } from './classify.ts'
import { consumedOf } from './consumed.ts'
import type { Source } from './documents.ts'
import { findEdges } from './edges.ts'
import { notesOf } from './notes.ts'
import { readManifests } from './read-manifests.ts'
import type { KubernetesImport } from './report.ts'

/**
 * The fleet that texts of manifests describe. Never throws, whatever the texts hold; a set without a service gives a fleet
 * without one, which the schema of fleets refuses.
 */
export function importSources(
  sources: readonly Source[],
  options: { readonly name: string; readonly regions?: readonly string[] | undefined },
): KubernetesImport {
  const { set, documents, lists, unknownKinds, malformed } = readManifests(sources)
  const classified = classify(set.workloads)
  const edges = findEdges(set, classified)
  return {
    fleet: assemble({ set, classified, edges, name: options.name, regions: options.regions }),
    report: {
      files: sources.length,
      passedOver: 0,
      documents,
      services: classified.services.length,
      databases: classified.databases.length,
      consumed: consumedOf(set, lists, classified, edges),
      unknownKinds,
      malformed,
      notes: notesOf(classified, edges, unknownKinds),
    },
  }
}
