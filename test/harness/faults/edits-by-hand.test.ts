import { describe, expect, it } from 'vitest'
import { EditsByHand } from '../../../harness/faults/edits-by-hand.ts'

describe('edits by hand', () => {
  it('are taken back by a person in the region that was asked for, and not once more when the fault is taken out', async () => {
    const edits = new EditsByHand()
    const restored: string[] = []
    const edit = (region: string, name: string) =>
      edits.add(region, async () => {
        restored.push(name)
      })
    const [takeOut] = [edit('north', 'a'), edit('north', 'b'), edit('south', 'c')]
    expect(await edits.takeBackIn('north')).toBe(2)
    expect(restored).toEqual(['a', 'b'])
    await takeOut!()
    expect(restored).toEqual(['a', 'b'])
    expect(await edits.takeBackIn('north')).toBe(0)
  })

  it('are taken back once when a person and the end of the fault come at the same time', async () => {
    const edits = new EditsByHand()
    const { promise, resolve } = Promise.withResolvers<void>()
    let restored = 0
    const takeOut = edits.add('north', () => {
      restored++
      return promise
    })
    const both = Promise.all([edits.takeBackIn('north'), takeOut()])
    resolve()
    await both
    expect(restored).toBe(1)
  })

  it('are tried again after a failure', async () => {
    const edits = new EditsByHand()
    let tries = 0
    const takeOut = edits.add('north', async () => {
      if (++tries === 1) throw new Error('the API server does not answer')
    })
    await expect(edits.takeBackIn('north')).rejects.toThrow('does not answer')
    await takeOut()
    expect(tries).toBe(2)
    expect(await edits.takeBackIn('north')).toBe(0)
  })
})
