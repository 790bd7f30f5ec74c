/** What a registry is asked for: an index or a manifest, of the OCI or of Docker. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

/**
 * Gives what a tag of a repository names a second tag, as `docker buildx imagetools create` does, without moving a byte of its layers
 * (OCI distribution specification, "Pulling manifests", "Pushing Manifests"). Rejects with a `RangeError` when the registry refuses.
 */
export async function copyManifest(
  hostAddress: string,
  of: { readonly repository: string; readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<void> {
  const url = (tag: string): string => `http://${hostAddress}/v2/${of.repository}/manifests/${tag}`
  const found = await fetch(url(of.from), { headers: { accept: MANIFESTS }, signal })
  const body = await found.text()
  if (!found.ok) throw refused(url(of.from), found.status, body)
  const type = found.headers.get('content-type') ?? ''
  const put = await fetch(url(of.to), { method: 'PUT', headers: { 'content-type': type }, body, signal })
  if (!put.ok) throw refused(url(of.to), put.status, await put.text())
}

const refused = (url: string, status: number, body: string): RangeError =>
  new RangeError(`expected a manifest at ${url}, the registry answered ${status}: ${body}`)
