import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { docker } from '../../../harness/docker/docker.ts'
import { imageOf } from '../../../harness/images.ts'
import { CLUSTER_LABEL } from '../../../harness/kind/nodes.ts'
import { findTool } from '../../../harness/tool/find-tool.ts'
import type { JobInput } from '../../../src/model/pipeline.ts'
import type { Ended } from '../../cli/run-cli.ts'
import type { TemporaryFolder } from '../../temporary-folder.ts'
import { describeWith } from '../describe-with.ts'
import { commandLine, scenarioOf } from './cli.ts'
import { leftovers } from './leftovers.ts'

const hasKind = (await findTool('kind')) !== undefined
const hasTerraform = (await findTool('terraform')) !== undefined

const BUILD: JobInput = { kind: 'build', name: 'images' }
const DEPLOY: JobInput = { kind: 'deploy', name: 'production', environment: 'production', delivery: 'kubectl' }
const TERRAFORM: JobInput = { kind: 'terraform', name: 'network' }

/** A folder for the PATH that has some of this machine's programs and no others. */
async function pathWith(folder: TemporaryFolder, programs: readonly string[]): Promise<string> {
  const path = folder.file('path')
  mkdirSync(path)
  for (const program of ['bash', 'ps', ...programs]) symlinkSync((await findTool(program))!, `${path}/${program}`)
  return path
}

/** Whether this user can mount a file system of a size. */
function canMount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The one message on standard error: what, and what to do. Steps that were told before it are left out. */
function messageOf({ stderr }: Ended): { message: string; remedy: string } {
  const [message, ...more] = [...stderr.matchAll(/^seatrial: (.*)$/gm)].map((match) => match[1])
  expect(more).toEqual([])
  return { message: message ?? '', remedy: /^ {2}-> (.*)$/m.exec(stderr)?.[1] ?? '' }
}

describeWith(
  ['docker'],
  'an environment that cannot come up exits with 6, says why and what to do, and leaves nothing:',
  () => {
    it('no Docker that answers', async () => {
      using cli = commandLine()
      const ended = await cli.up([], { DOCKER_HOST: 'tcp://127.0.0.1:1' })
      expect(ended.code).toBe(6)
      expect(messageOf(ended)).toEqual({
        message: expect.stringContaining('the Docker engine cannot be reached'),
        remedy: expect.stringContaining('start Docker'),
      })
      expect(await leftovers(cli.run)).toEqual({})
    })

    it('no kind, for which the doctor knows the command', async () => {
      using cli = commandLine()
      const env = { PATH: await pathWith(cli.folder, ['docker']) }
      const ended = await cli.up([scenarioOf(cli.folder, [DEPLOY])], env)
      expect(ended.code).toBe(6)
      expect(messageOf(ended)).toEqual({
        message: 'expected the program "kind" on the PATH, found none',
        remedy: expect.stringContaining('env doctor'),
      })
      const doctor = await cli.start(['doctor', '--format', 'json'], env).ended
      expect(doctor.code).toBe(6)
      const kind = JSON.parse(doctor.stdout).findings.find(({ name }: { name: string }) => name === 'kind')
      expect(kind).toMatchObject({ isThere: false, isRequired: true, command: expect.stringContaining('kind') })
      expect(await leftovers(cli.run)).toEqual({})
    })

    it('a port that is taken', async () => {
      using cli = commandLine()
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      try {
        const set = ['--set', `environment.ports.registry=${port}`]
        const ended = await cli.up([scenarioOf(cli.folder, [BUILD]), ...set])
        expect(ended.code).toBe(6)
        expect(messageOf(ended)).toEqual({
          message: `the port 127.0.0.1:${port} is taken`,
          remedy: expect.stringContaining('choose another port'),
        })
      } finally {
        server.close()
      }
      expect(await leftovers(cli.run)).toEqual({})
    })

    it('a disk that is full', async ({ skip }) => {
      using cli = commandLine()
      const state = cli.folder.file('state')
      mkdirSync(state)
      if (!canMount(state)) skip('this user may not mount a small file system')
      try {
        const ended = await cli.up([scenarioOf(cli.folder, [BUILD])])
        expect(ended.code).toBe(6)
        expect(messageOf(ended)).toEqual({
          message: 'the disk is full',
          remedy: expect.stringContaining('docker system'),
        })
        expect(await leftovers(cli.run)).toEqual({})
      } finally {
        execFileSync('umount', [state])
      }
    })

    it('a name that another environment has, which stays as it is', async () => {
      using cli = commandLine()
      const scenario = scenarioOf(cli.folder, [{ kind: 'migrate', name: 'schema' }])
      expect(await cli.up([scenario])).toMatchObject({ code: 0 })
      try {
        const ended = await cli.up([scenario])
        expect(ended.code).toBe(6)
        expect(messageOf(ended).message).toContain('exists already')
        expect(await cli.start(['status', cli.run.id]).ended).toMatchObject({ code: 0 })
      } finally {
        expect(await cli.start(['down', cli.run.id]).ended).toMatchObject({ code: 0 })
      }
      expect(await leftovers(cli.run)).toEqual({})
    })

    it.skipIf(!hasKind)("a cluster of that name that is somebody else's, which is not touched", async () => {
      using cli = commandLine()
      const name = `seatrial-${cli.run.id}-us-east-1`
      const labels = ['--label', `${CLUSTER_LABEL}=${name}`, '--label', 'io.x-k8s.kind.role=control-plane']
      const node = await docker(['create', '--name', `${name}-control-plane`, ...labels, imageOf('registry')])
      try {
        const ended = await cli.up([scenarioOf(cli.folder, [DEPLOY])])
        expect(ended.code).toBe(6)
        expect(messageOf(ended)).toEqual({
          message: `a kind cluster named "${name}" exists already`,
          remedy: expect.stringContaining('--name'),
        })
        expect(await leftovers(cli.run)).toEqual({})
        await cli.start(['down', cli.run.id]).ended
        expect(await docker(['ps', '--all', '--quiet', '--no-trunc', '--filter', `id=${node}`])).toBe(node)
      } finally {
        await docker(['rm', '--force', '--volumes', node])
      }
    })

    it.skipIf(!hasTerraform)('a LocalStack that does not become healthy', async () => {
      using cli = commandLine()
      const set = ['--set', 'environment.localstack.readyWithinMs=5s']
      // Redis says "Ready", as LocalStack does, and then speaks another language.
      const ended = await cli.up([scenarioOf(cli.folder, [TERRAFORM]), ...set], {
        SEATRIAL_LOCALSTACK_IMAGE: imageOf('redis'),
      })
      expect(ended.code).toBe(6)
      expect(messageOf(ended)).toEqual({
        message: expect.stringContaining('is not healthy'),
        remedy: expect.stringContaining('SEATRIAL_LOCALSTACK_IMAGE'),
      })
      expect(await leftovers(cli.run)).toEqual({})
    })

    it('an image that cannot be pulled', async () => {
      using cli = commandLine()
      // The discard port: nothing listens there.
      const ended = await cli.up([scenarioOf(cli.folder, [BUILD])], {
        SEATRIAL_REGISTRY_IMAGE: '127.0.0.1:9/registry:2',
      })
      expect(ended.code).toBe(6)
      expect(messageOf(ended)).toEqual({
        message: expect.stringContaining('127.0.0.1:9/registry:2 (local image registry) is not on this machine'),
        remedy: expect.stringContaining('SEATRIAL_REGISTRY_IMAGE'),
      })
      expect(await leftovers(cli.run)).toEqual({})
    })
  },
)
