import type { JobOf } from '../../src/model/pipeline.ts'

/** What a scan job looks for. */
export type ScanKind = JobOf<'scan'>['scan']

/** Something that a scanner does not let through. */
export interface Finding {
  /** The scanner's name of the rule. */
  readonly rule: string
  /** File, package or image, and the line where there is one. */
  readonly where: string
}

/** What there is to scan: a folder, or an image by its name. */
export type ScanTarget = { readonly folder: string } | { readonly image: string }

/** A program that scans. */
export interface Scanner {
  readonly kind: ScanKind
  /** What has to be on the PATH. */
  readonly program: string
  /** How to get it: what a person types. */
  readonly install: string
  /** Scans, without asking the network for anything that it can do without. Rejects when the scan itself fails. */
  scan(target: ScanTarget, signal: AbortSignal): Promise<readonly Finding[]>
}

/** The folder of a target; images have none. */
export function folderOf(target: ScanTarget): string {
  if ('folder' in target) return target.folder
  throw new TypeError(`expected a folder to scan, got the image ${target.image}`)
}
