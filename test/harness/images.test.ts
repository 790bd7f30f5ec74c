import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { IMAGES, imageOf } from '../../harness/images.ts'

const PAGE = readFileSync(new URL('../../docs/environment.md', import.meta.url), 'utf8')

describe('the images of the environment', () => {
  it('are replaced by their variables', () => {
    expect(imageOf('redis', {})).toBe('redis:7-alpine')
    expect(imageOf('redis', { SEATRIAL_REDIS_IMAGE: 'mirror/redis:7' })).toBe('mirror/redis:7')
  })

  it('are documented with their variables, each in one row', () => {
    for (const { use, variable, image } of Object.values(IMAGES)) {
      expect(PAGE).toContain(`| \`${image}\` | ${use} | \`${variable}\` |`)
    }
    const rows = PAGE.split('\n').filter((line) => /\| `SEATRIAL_\w+_IMAGE` \|$/.test(line))
    expect(rows).toHaveLength(Object.keys(IMAGES).length)
  })
})
