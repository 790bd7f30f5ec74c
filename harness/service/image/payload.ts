import { createCipheriv, createHash } from 'node:crypto'

/** Bytes that do not compress, the same for the same name: the AES-CTR key stream under the name's hash. */
export function payload(name: string, bytes: number): Buffer {
  const key = createHash('sha256').update(name).digest()
  return createCipheriv('aes-128-ctr', key.subarray(0, 16), key.subarray(16)).update(Buffer.alloc(bytes))
}
