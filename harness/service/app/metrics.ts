import type { Settings } from './settings.ts'

/** Upper bounds of the latency histogram in seconds: Prometheus' defaults (client library guidelines, "Histogram"). */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counters of one instance, in the text format of Prometheus (exposition format 0.0.4). */
export class Metrics {
  inFlight = 0
  private readonly labels: string
  private readonly revision: string
  private readonly version: string
  private readonly requests = new Map<number, number>()
  private readonly calls = new Map<string, number>()
  private readonly buckets: number[] = BUCKETS.map(() => 0)
  private seconds = 0

  constructor(settings: Settings, revision: string) {
    this.labels = `service="${settings.service}",region="${settings.region}"`
    this.version = settings.version
    this.revision = revision
  }

  /** A request was answered. */
  answered(code: number, seconds: number): void {
    this.requests.set(code, (this.requests.get(code) ?? 0) + 1)
    this.seconds += seconds
    for (const [index, bound] of BUCKETS.entries()) if (seconds <= bound) this.buckets[index]!++
  }

  /** A dependency was called. */
  called(dependency: string, ok: boolean): void {
    const key = `dependency="${dependency}",outcome="${ok ? 'ok' : 'failed'}"`
    this.calls.set(key, (this.calls.get(key) ?? 0) + 1)
  }

  /** All metrics as text. */
  text(isReady: boolean): string {
    const total = [...this.requests.values()].reduce((sum, count) => sum + count, 0)
    const { labels } = this
    return [
      '# TYPE http_requests_total counter',
      ...[...this.requests].map(([code, count]) => `http_requests_total{${labels},code="${code}"} ${count}`),
      '# TYPE http_request_duration_seconds histogram',
      ...BUCKETS.map((le, i) => `http_request_duration_seconds_bucket{${labels},le="${le}"} ${this.buckets[i]}`),
      `http_request_duration_seconds_bucket{${labels},le="+Inf"} ${total}`,
      `http_request_duration_seconds_sum{${labels}} ${this.seconds}`,
      `http_request_duration_seconds_count{${labels}} ${total}`,
      '# TYPE http_requests_in_flight gauge',
      `http_requests_in_flight{${labels}} ${this.inFlight}`,
      '# TYPE dependency_requests_total counter',
      ...[...this.calls].map(([key, count]) => `dependency_requests_total{${labels},${key}} ${count}`),
      '# TYPE service_ready gauge',
      `service_ready{${labels}} ${isReady ? 1 : 0}`,
      '# TYPE service_build_info gauge',
      `service_build_info{${labels},version="${this.version}",revision="${this.revision}"} 1`,
      '# TYPE process_start_time_seconds gauge',
      `process_start_time_seconds{${labels}} ${(performance.timeOrigin / 1_000).toFixed(3)}`,
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes{${labels}} ${process.memoryUsage.rss()}`,
      '',
    ].join('\n')
  }
}
