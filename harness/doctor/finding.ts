/** One part of an environment, as the doctor found it. */
export interface Finding {
  readonly name: string
  readonly kind: 'program' | 'image' | 'manifests' | 'machine'
  /** What it is there for. */
  readonly use: string
  readonly isRequired: boolean
  readonly isThere: boolean
  /** Version when it is there, else what is wrong. */
  readonly detail: string
  /** The command that gets it, when it is missing. */
  readonly command?: string
}
