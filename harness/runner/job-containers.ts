import { external, type Kernel, type Process } from '../../src/kernel/index.ts'
import { type Deployment, type Result, step, type Work } from '../../src/world/world.ts'
import { docker } from '../docker/docker.ts'
import { labelsOf, nameOf, type Run } from '../run/run.ts'
import { ToolFailedError } from '../tool/tool-failed-error.ts'

/** What job containers are started from. */
export interface JobContainersOptions {
  readonly kernel: Kernel
  readonly run: Run
  /** An image that this machine has: the one that services are based on. */
  readonly image: string
}

/**
 * Serves `prepareRunner`: a container is started for every job, as the Docker executors of CI systems do, and ends again. What it costs
 * is what a runner costs before the first line of a job; a container that does not start is a lost runner.
 */
export class JobContainers {
  private readonly options: JobContainersOptions
  private started = 0

  constructor(options: JobContainersOptions) {
    this.options = options
  }

  /** Starts a container for a job and waits until it has run. */
  *prepareRunner(work: Work, deployment: Deployment): Process<Result> {
    const { kernel } = this.options
    const from = kernel.now
    try {
      yield* external(kernel, (signal) => this.start(signal))
      return { ok: true }
    } catch (error) {
      if (!(error instanceof ToolFailedError)) throw error
      const message = `the container of job ${work.job} did not start: ${error.message}`
      return { ok: false, failure: { class: 'runner-failure', cause: 'platform', message } }
    } finally {
      deployment.record(step(kernel.now, from, work.job, 'runner-overhead'))
    }
  }

  private async start(signal: AbortSignal): Promise<void> {
    const { run, image } = this.options
    const name = nameOf(run, `job-${process.pid}-${++this.started}`)
    const labels = labelsOf(run, 'runner').flatMap((label) => ['--label', label])
    await docker(['run', '--rm', '--network', 'none', '--name', name, ...labels, image, 'node', '--version'], {
      signal,
    })
  }
}
