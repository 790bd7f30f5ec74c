/** One vertex of a build: an instruction, or something that BuildKit does around them. Times are milliseconds since 1970. */
export interface Vertex {
  readonly name: string
  /** BuildKit found its result in a cache. It may still have taken time: to fetch that result. */
  readonly cached: boolean
  readonly failed: boolean
  readonly from: number
  readonly to: number
}

interface Draft {
  name: string
  cached: boolean
  fetched: boolean
  printed: boolean
  failed: boolean
  seen: number
  took: number
  to: number
}

const HEADING = /^#(\d+) (\[.+|importing .+|exporting .+)$/
const CACHED = /^#(\d+) CACHED$/
/** A layer that comes from a registry, or is unpacked. */
const FETCHED = /^#(\d+) (?:extracting )?sha256:[0-9a-f]{64}/
/** A line that the instruction itself printed, after the seconds since its start. */
const PRINTED = /^#(\d+) \d+\.\d+ /
const DONE = /^#(\d+) DONE ([\d.]+)s$/
const ERROR = /^#(\d+) (?:ERROR|CANCELED)/

/**
 * Reads the output of `docker buildx build --progress=plain` as it comes: `#7 [base 2/3] COPY …`, `#7 CACHED`, `#7 DONE 0.3s`
 * (BuildKit, `util/progress/progressui`). A vertex may be printed several times; its last `DONE` counts.
 *
 * `CACHED` is missing where the fetching of a cached result began before the vertex was printed for the first time. Such a vertex has
 * fetched layers and printed nothing of its own, which instructions that were executed do (those of the service's Dockerfile that
 * matter all print a line).
 */
export class BuildProgress {
  private readonly drafts = new Map<string, Draft>()

  /** The next line, and when it came (milliseconds since 1970). */
  add(line: string, at: number): void {
    const heading = HEADING.exec(line)
    if (heading !== null) {
      const [, id = '', name = ''] = heading
      if (!this.drafts.has(id)) this.drafts.set(id, newDraft(name, at))
      return
    }
    this.update(CACHED.exec(line), (draft) => {
      draft.cached = true
      draft.to = at
    })
    this.update(FETCHED.exec(line), (draft) => {
      draft.fetched = true
    })
    this.update(PRINTED.exec(line), (draft) => {
      draft.printed = true
    })
    this.update(DONE.exec(line), (draft, seconds) => {
      draft.took = Math.round(Number(seconds) * 1_000)
      draft.to = at
    })
    this.update(ERROR.exec(line), (draft) => {
      draft.failed = true
      draft.to = at
    })
  }

  /** What was seen so far, in the order in which it appeared. */
  vertices(): readonly Vertex[] {
    return [...this.drafts.values()].map(({ name, failed, seen, took, to, ...draft }) => {
      const cached = draft.cached || (draft.fetched && !draft.printed && !isBaseImage(name))
      return { name, cached, failed, from: failed ? seen : to - took, to }
    })
  }

  private update(match: RegExpExecArray | null, change: (draft: Draft, value: string) => void): void {
    const draft = this.drafts.get(match?.[1] ?? '')
    if (draft !== undefined) change(draft, match?.[2] ?? '')
  }
}

const newDraft = (name: string, at: number): Draft => ({
  name,
  cached: false,
  fetched: false,
  printed: false,
  failed: false,
  seen: at,
  took: 0,
  to: at,
})

/** A base image is always fetched: that says nothing about a cache. */
export const isBaseImage = (name: string): boolean => /^\[[^\]]+\] FROM/.test(name)
