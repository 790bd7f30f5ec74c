import type { FleetInput } from '../../model/fleet.ts'

/** A document that cannot be used, and why. */
export interface Malformed {
  readonly file: string
  /** Counts from 1. */
  readonly line: number
  readonly message: string
}

/** A document that is no workload itself and was read for what it says about workloads. */
export interface Consumed {
  readonly kind: string
  readonly name: string
  readonly file: string
  readonly line: number
  /** What it was read for, such as `address of cart`. */
  readonly usedFor: string
}

/** Something that whoever uses the fleet should know: a guess, a gap, a thing left out. */
export interface ImportNote {
  readonly message: string
  /** What it is about, one entry each; empty when it is about the whole set. */
  readonly names: readonly string[]
}

/**
 * What became of every document. `documents` is the number of services, databases, consumed documents, documents of unknown
 * kind and malformed ones together; a document that holds only comments is none, and a List counts beside its items.
 */
export interface ImportReport {
  /** YAML and JSON files read. */
  readonly files: number
  /** Other files met in folders. */
  readonly passedOver: number
  readonly documents: number
  readonly services: number
  readonly databases: number
  readonly consumed: readonly Consumed[]
  /** Documents by kind; a well-known kind of a foreign API group is written `Service.serving.knative.dev`. */
  readonly unknownKinds: Readonly<Record<string, number>>
  readonly malformed: readonly Malformed[]
  readonly notes: readonly ImportNote[]
}

/** A fleet read from manifests. The fleet is plain data for a JSON file; what it leaves out has the schema's default. */
export interface KubernetesImport {
  readonly fleet: FleetInput
  readonly report: ImportReport
}

/** What can be chosen about an import. */
export interface KubernetesImportOptions {
  /** Regions that the whole set runs in, default `['default']`: manifests do not name any. */
  readonly regions?: readonly string[]
  /** Name of the fleet; default: the last part of the first path. */
  readonly name?: string
}
