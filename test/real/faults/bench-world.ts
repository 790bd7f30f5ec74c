import type { ImageBuilder } from '../../../harness/buildkit/image-builder.ts'
import type { FaultParts } from '../../../harness/faults/parts.ts'
import type { Kubectl } from '../../../harness/kubectl/kubectl.ts'
import type { TerraformJobs } from '../../../harness/terraform/terraform-jobs.ts'
import { UnequippedWorld } from '../../../harness/unequipped-world.ts'
import type { Process } from '../../../src/kernel/index.ts'
import type * as Api from '../../../src/world/world.ts'

/** The methods of a world that trials of faults use, by the real parts. */
export class BenchWorld extends UnequippedWorld {
  terraform: TerraformJobs | undefined
  private builder: ImageBuilder | undefined
  private kubectl!: Kubectl
  private parts!: FaultParts

  equip(builder: ImageBuilder | undefined, kubectl: Kubectl, parts: FaultParts): void {
    this.builder = builder
    this.kubectl = kubectl
    this.parts = parts
  }

  override build(work: Api.BuildWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.builder!.build(work, deployment)
  }

  override test(work: Api.TestWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.parts.suites!.test(work, deployment)
  }

  override scan(work: Api.ScanWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.parts.scans!.scan(work, deployment)
  }

  override plan(work: Api.StateWork, deployment: Api.Deployment): Process<Api.PlanResult> {
    return this.terraform!.plan(work, deployment)
  }

  override migrate(work: Api.MigrateWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.parts.databases!.jobs.migrate(work, deployment)
  }

  override deploy(work: Api.DeployWork, deployment: Api.Deployment): Process<Api.Result> {
    return this.kubectl.deploy(work, deployment)
  }

  override *manualStep(): Process<Api.Result> {
    return { ok: true }
  }

  override *review(): Process<Api.Result> {
    return { ok: true }
  }

  override rollBackByHand(deployment: Api.Deployment): Process<Api.Result> {
    return this.kubectl.rollBackByHand(deployment)
  }
}
