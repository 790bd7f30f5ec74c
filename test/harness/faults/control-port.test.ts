import { expect, test } from 'vitest'
import { ControlPort } from '../../../harness/faults/control-port.ts'

const { signal } = new AbortController()

/** Whether a pod of which the API server says this takes what it is told. */
function told(status: number, message: string): Promise<boolean> {
  const clusters = { places: [{ name: 'north', namespace: 'production' }] }
  const connection = { send: async () => ({ status, body: JSON.stringify({ kind: 'Status', message }) }) }
  const port = new ControlPort(clusters as never, { connection: () => connection } as never)
  return port.set('north', 'payment-1', { ready: false }, signal)
}

test('a pod without an address is not there yet, as one that is gone', async () => {
  expect(await told(400, 'address not allowed')).toBe(false)
  expect(await told(404, 'pods "payment-1" not found')).toBe(false)
  expect(await told(204, '')).toBe(true)
})

test('what the pod itself refuses is an error', async () => {
  await expect(told(400, 'ready: expected true or false')).rejects.toThrow('the control port answered 400')
})
