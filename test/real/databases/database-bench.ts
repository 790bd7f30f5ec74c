import { urlOf } from '../../../harness/databases/addresses.ts'
import { databasesComponent } from '../../../harness/databases/component.ts'
import { DatabaseJobs, type DatabaseJobsOptions } from '../../../harness/databases/database-jobs.ts'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { Kernel, type Process } from '../../../src/kernel/index.ts'
import { type FleetInput, fleetSchema } from '../../../src/model/fleet.ts'
import { type JobOf, jobSchema } from '../../../src/model/pipeline.ts'
import type { MigrateWork } from '../../../src/world/world.ts'
import { Bench } from '../real-run.ts'
import { inRealTime } from '../real-time.ts'
import { region } from '../small-fleet.ts'

/** Services with a database each, named after what a test does with it, so that tests do not meet. */
const NAMES = ['expand', 'broken', 'broken-unseen', 'undo', 'kept', 'queue', 'timeout', 'copy', 'aborted'] as const

export const fleetInput: FleetInput = {
  regions: [region('us-east-1')],
  services: NAMES.map((name) => ({ name, databases: [`${name}-db`] })),
  databases: NAMES.map((name) => ({ name: `${name}-db`, sizeGiB: 50 })),
}

/** PostgreSQL and Redis with the databases of {@link fleetInput}. */
export async function databaseBench() {
  const bench = await Bench.of(fleetInput)
  await bench.up(dockerComponent)
  const facts = await bench.up(databasesComponent)
  return {
    bench,
    facts,
    url: (database: string) => urlOf(facts.postgres, database),
    /** Jobs on a kernel of their own, and a way to run what they do. */
    jobs: (options: DatabaseJobsOptions = {}) => {
      const kernel = new Kernel()
      const jobs = new DatabaseJobs(kernel, fleetSchema.parse(fleetInput), facts, options)
      return { jobs, run: <T>(process: Process<T>, signal?: AbortSignal) => inRealTime(kernel, process, signal) }
    },
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  }
}

/** Work of a job of kind `migrate`. */
export function migrateWork(settings: Partial<JobOf<'migrate'>> = {}): MigrateWork {
  const spec = jobSchema.parse({ kind: 'migrate', name: 'migrate', ...settings }) as JobOf<'migrate'>
  return { job: 'migrate', spec }
}
