import { dockerComponent } from '../../../harness/docker/component.ts'
import { Aws } from '../../../harness/localstack/aws.ts'
import { localStackComponent } from '../../../harness/localstack/component.ts'
import type { Locking } from '../../../harness/terraform/locking.ts'
import type { StateBackend } from '../../../harness/terraform/state-access.ts'
import { StateStore } from '../../../harness/terraform/state-store.ts'
import type { JobOf } from '../../../src/model/pipeline.ts'
import { jobSchema } from '../../../src/model/pipeline.ts'
import type { StateWork } from '../../../src/world/world.ts'
import { Bench } from '../real-run.ts'
import { oneService } from '../small-fleet.ts'

const { signal } = new AbortController()

/** LocalStack with a place for states. */
export async function stateBench() {
  const bench = await Bench.of(oneService)
  await bench.up(dockerComponent)
  const store = await bench.up(localStackComponent)
  return {
    bench,
    store: new StateStore(new Aws(store.endpoint, signal), store),
    backend: (locking: Locking): StateBackend => ({ run: bench.run, store, locking }),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  }
}

/** Work of a job of kind `terraform` on a state. */
export function workOn(state: string, settings: Partial<JobOf<'terraform'>> = {}): StateWork {
  const spec = jobSchema.parse({ kind: 'terraform', name: 'infrastructure', ...settings }) as JobOf<'terraform'>
  return { job: 'infrastructure', spec, state, region: state.split('/')[0] ?? state }
}
