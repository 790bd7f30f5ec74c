import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { probeManifests } from '../../../harness/upstream/probe.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const of = { use: 'a controller', variable: 'SOME_MANIFESTS', url: 'http://127.0.0.1:9/none.yaml', image: 'controller' }
const never = new AbortController().signal

/** What is found of manifests whose only container has this image. */
async function probe(image: string) {
  using folder = temporaryFolder()
  const file = `${folder.path}/install.yaml`
  writeFileSync(file, `kind: Deployment\nspec:\n  containers:\n    - image: ${image}\n`)
  return await probeManifests(of, never, { SOME_MANIFESTS: file })
}

describe('a look at published manifests', () => {
  it('finds their version in the image of the controller', async () => {
    expect(await probe('quay.io/someone/controller:v3.1.9')).toEqual({ isThere: true, version: 'v3.1.9' })
    expect(await probe('localhost:5000/controller:v1.2@sha256:00')).toEqual({ isThere: true, version: 'v1.2' })
    expect(await probe('controller@sha256:00')).toEqual({ isThere: true, version: 'unknown' })
  })

  it('says so when they are those of something else', async () => {
    expect(await probe('quay.io/someone/controller-helper:v1')).toMatchObject({
      isThere: false,
      problem: expect.stringContaining('expected manifests that name an image "controller"'),
    })
  })

  it('says where it looked when there are none', async () => {
    const missing = await probeManifests(of, never, {})
    expect(missing).toMatchObject({ isThere: false, problem: expect.stringContaining(of.url) })
    const noFile = await probeManifests(of, never, { SOME_MANIFESTS: '/nowhere/install.yaml' })
    expect(noFile).toMatchObject({ isThere: false, problem: expect.stringContaining('/nowhere/install.yaml') })
  })

  it('stops when it is aborted', async () => {
    await expect(probeManifests(of, AbortSignal.abort(new Error('Ctrl-C')), {})).rejects.toThrow('Ctrl-C')
  })
})
