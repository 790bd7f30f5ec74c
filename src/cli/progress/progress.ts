/** Tells whoever waits how far a run is. Disposing of it leaves the terminal as it was. */
export interface Progress extends Disposable {
  /** `done` of `total` measured deployments of the scenario `name`. */
  update(name: string, done: number, total: number): void
}

/** Where progress is written; a stream, mostly standard error. */
export interface Sink {
  write(text: string): unknown
  /** Width of the terminal. */
  readonly columns?: number
}
