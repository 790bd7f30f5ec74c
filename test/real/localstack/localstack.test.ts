import { afterAll, beforeAll, expect, it } from 'vitest'
import { dockerComponent } from '../../../harness/docker/component.ts'
import { docker } from '../../../harness/docker/docker.ts'
import { hostPort } from '../../../harness/docker/port.ts'
import { labelled } from '../../../harness/docker/resources.ts'
import { imageOf } from '../../../harness/images.ts'
import { Aws } from '../../../harness/localstack/aws.ts'
import { type LocalStackFacts, localStackComponent } from '../../../harness/localstack/component.ts'
import { startLocalStack } from '../../../harness/localstack/container.ts'
import { labelsOf } from '../../../harness/run/run.ts'
import { describeWith } from '../describe-with.ts'
import { Bench, makeRun } from '../real-run.ts'
import { oneService } from '../small-fleet.ts'

const { signal } = new AbortController()

describeWith(['docker'], 'LocalStack', () => {
  let bench: Bench
  let facts: LocalStackFacts
  let aws: Aws
  beforeAll(async () => {
    bench = await Bench.of(oneService)
    await bench.up(dockerComponent)
    facts = await bench.up(localStackComponent)
    aws = new Aws(facts.endpoint, signal)
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  it('listens on loopback only and is labelled with the run, without a reaper', async () => {
    const { containers } = await labelled(labelsOf(bench.run, 'localstack'))
    expect(containers).toHaveLength(1)
    const ports = await docker(['inspect', '--format', '{{json .NetworkSettings.Ports}}', containers[0]!])
    expect(JSON.parse(ports)['4566/tcp']).toEqual([{ HostIp: '127.0.0.1', HostPort: expect.any(String) }])
    expect(facts.endpoint).toBe(`http://127.0.0.1:${await hostPort(containers[0]!, '4566/tcp')}`)
  })

  it('encrypts what is put into the bucket of states with the key of the environment', async () => {
    await aws.s3({ method: 'PUT', path: `/${facts.bucket}/state`, body: '{}' })
    const { headers } = await aws.s3({ method: 'HEAD', path: `/${facts.bucket}/state` })
    expect(headers.get('x-amz-server-side-encryption')).toBe('aws:kms')
    expect(headers.get('x-amz-server-side-encryption-aws-kms-key-id')).toBe(facts.keyArn)
  })

  it('lets only the first of two take a lock', async () => {
    const take = () =>
      aws.json('dynamodb', 'DynamoDB_20120810.PutItem', {
        TableName: facts.table,
        Item: { LockID: { S: 'a-state' } },
        ConditionExpression: 'attribute_not_exists(LockID)',
      })
    await take()
    await expect(take()).rejects.toMatchObject({ awsCode: 'ConditionalCheckFailedException' })
  })

  it('says so when it is gone', async () => {
    expect(await localStackComponent.status(bench.run, facts, signal)).toMatchObject([{ isUp: true }])
    await localStackComponent.down(bench.run)
    expect(await localStackComponent.status(bench.run, facts, signal)).toMatchObject([
      { isUp: false, detail: expect.stringContaining('nothing answers') },
    ])
    expect((await labelled(labelsOf(bench.run, 'localstack'))).containers).toEqual([])
  })
})

describeWith(['docker'], 'the start of LocalStack', () => {
  // Another program under its name never becomes healthy, so a start with it is in the middle for as long as a test likes.
  const before = process.env.SEATRIAL_LOCALSTACK_IMAGE
  beforeAll(() => {
    process.env.SEATRIAL_LOCALSTACK_IMAGE = imageOf('redis')
  })
  afterAll(() => {
    if (before === undefined) delete process.env.SEATRIAL_LOCALSTACK_IMAGE
    else process.env.SEATRIAL_LOCALSTACK_IMAGE = before
  })

  it('leaves nothing when it is aborted in the middle', async () => {
    await using folder = await makeRun()
    const controller = new AbortController()
    const reason = new Error('enough')
    const containers = async () => (await labelled(labelsOf(folder.run))).containers
    const started = startLocalStack(folder.run, { readyWithinMs: 120_000, signal: controller.signal }).then(
      () => 'it became healthy',
      (error: unknown) => error,
    )
    await expect.poll(containers, { timeout: 60_000 }).toHaveLength(1)
    controller.abort(reason)
    expect(await started).toBe(reason)
    expect(await containers()).toEqual([])
  })

  it('fails with the remedy when the image is another program, and leaves nothing behind', async () => {
    await using bench = await Bench.of(oneService, { localstack: { readyWithinMs: 5_000 } })
    await bench.up(dockerComponent)
    await expect(bench.up(localStackComponent)).rejects.toMatchObject({
      code: 'ENVIRONMENT_UNAVAILABLE',
      message: expect.stringContaining('is not healthy'),
      remedy: expect.stringContaining('SEATRIAL_LOCALSTACK_IMAGE'),
    })
    await localStackComponent.down(bench.run)
    expect((await labelled(labelsOf(bench.run, 'localstack'))).containers).toEqual([])
  })
})
