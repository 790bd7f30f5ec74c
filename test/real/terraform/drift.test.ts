import { afterAll, beforeAll, expect, it } from 'vitest'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { kindComponent } from '../../../harness/kind/component.ts'
import { placeOf } from '../../../harness/kind/facts.ts'
import { ClusterConnection } from '../../../harness/kubernetes/connection.ts'
import { localStackComponent } from '../../../harness/localstack/component.ts'
import { registryComponent } from '../../../harness/registry/component.ts'
import { terraformComponent } from '../../../harness/terraform/component.ts'
import { ownedName } from '../../../harness/terraform/stack.ts'
import { Stacks } from '../../../harness/terraform/stacks.ts'
import { applyUnseen, detectDrift, type StateBackend } from '../../../harness/terraform/state-access.ts'
import { TerraformJobs } from '../../../harness/terraform/terraform-jobs.ts'
import { Kernel } from '../../../src/kernel/index.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { describeWith } from '../describe-with.ts'
import { Bench } from '../real-run.ts'
import { inRealTime, RecordedDeployment } from '../real-time.ts'
import { oneService } from '../small-fleet.ts'
import { workOn } from './state-bench.ts'

const { signal } = new AbortController()
const REGION = 'us-east-1'

describeWith(['docker', 'kind', 'terraform'], 'drift of an object that Terraform owns in a cluster', () => {
  let bench: Bench
  let hasProvider = false
  beforeAll(async () => {
    bench = await Bench.of(oneService)
    await bench.up(dockerComponent)
    await bench.up(localStackComponent)
    hasProvider = (await bench.up(terraformComponent)).kubernetesProvider
    if (!hasProvider) return
    await bench.up(registryComponent)
    await bench.up(kindComponent)
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  it('is found when somebody edits or deletes it by hand, and an apply puts it right', async (test) => {
    test.skip(!hasProvider, 'the kubernetes provider can neither be downloaded nor found in a mirror')
    const { kubeconfig, context, namespace } = placeOf(bench.factsOf(kindComponent), REGION)
    const stacks = new Stacks(fleetSchema.parse({ ...oneService, infrastructureResources: 5 }), {
      places: new Map([[REGION, { kubeconfig, context, namespace }]]),
    })
    const stack = stacks.stack(REGION)
    const store = bench.factsOf(localStackComponent)
    const backend: StateBackend = { run: bench.run, store, locking: 'dynamodb' }
    const core = new ClusterConnection({ kubeconfig, context }).core(signal)
    const object = { name: ownedName(stack), namespace }
    const plan = async () => {
      const kernel = new Kernel()
      const jobs = new TerraformJobs(kernel, backend, stacks)
      return await inRealTime(kernel, jobs.plan(workOn(REGION), new RecordedDeployment()))
    }

    await applyUnseen(stack, backend, signal)
    expect((await core.readNamespacedConfigMap(object)).data).toMatchObject({ revision: 'initial' })
    expect(await plan()).toEqual({ ok: true, changes: 0, drift: false, destructive: false })
    expect(await detectDrift(stack, backend, signal)).toBe(false)

    const edited = await core.readNamespacedConfigMap(object)
    await core.replaceNamespacedConfigMap({
      ...object,
      body: { ...edited, data: { ...edited.data, revision: 'hand' } },
    })
    expect(await detectDrift(stack, backend, signal)).toBe(true)
    expect(await plan()).toEqual({ ok: true, changes: 1, drift: true, destructive: false })
    await applyUnseen(stack, backend, signal)
    expect((await core.readNamespacedConfigMap(object)).data).toMatchObject({ revision: 'initial' })

    await core.deleteNamespacedConfigMap(object)
    expect(await plan()).toEqual({ ok: true, changes: 1, drift: true, destructive: false })
    await applyUnseen(stack, backend, signal)
    expect(await plan()).toEqual({ ok: true, changes: 0, drift: false, destructive: false })

    stacks.set({ ...stack, revision: 'next' })
    expect(await plan()).toEqual({ ok: true, changes: 4, drift: false, destructive: false })
  })
})
