import { LocalstackContainer, type StartedLocalStackContainer } from '@testcontainers/localstack'
import { ensureImage } from '../docker/image.ts'
import { nameOf, type Run } from '../run/run.ts'
import { labelRecord } from '../testcontainers/label-record.ts'
import { bindToLoopback } from '../testcontainers/loopback.ts'
import { startContainer } from '../testcontainers/start-container.ts'

/** The services of AWS that Terraform's backend, the state's encryption and the shifting of traffic need. */
export const AWS_SERVICES = ['s3', 'dynamodb', 'kms', 'sts', 'iam', 'route53'] as const

/** Only those services, no calls home, no certificate download. */
const SETTINGS = { SERVICES: AWS_SERVICES.join(','), DISABLE_EVENTS: '1', SKIP_SSL_CERT_DOWNLOAD: '1' }

/**
 * LocalStack on a port of 127.0.0.1. Its own hook before creation would start testcontainers' reaper, which is for containers of
 * AWS Lambda and would need an image of its own; none of the services here starts containers.
 */
class LoopbackLocalStack extends LocalstackContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    this.withEnvironment({ LOCALSTACK_HOST: '127.0.0.1' })
    bindToLoopback(this.hostConfig)
  }
}

/** Starts LocalStack and waits until it says that it is ready. */
export async function startLocalStack(
  run: Run,
  of: { readyWithinMs: number; signal: AbortSignal },
): Promise<StartedLocalStackContainer> {
  const { readyWithinMs, signal } = of
  const image = await ensureImage('localstack', signal)
  const labels = labelRecord(run, 'localstack')
  const container = new LoopbackLocalStack(image)
    .withAutoCleanup(false)
    .withLabels(labels)
    .withName(nameOf(run, 'localstack'))
    .withEnvironment(SETTINGS)
    .withStartupTimeout(readyWithinMs)
  return await startContainer({ image: 'localstack', labels, signal, start: () => container.start() })
}
