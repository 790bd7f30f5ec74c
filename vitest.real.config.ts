import { defineConfig } from 'vitest/config'

/**
 * Tests that need Docker and friends: `npm run test:real`. One file at a time: they share an environment, and some bring up clusters of
 * their own beside it. Limits are for a machine that is busy with other things.
 */
export default defineConfig({
  resolve: { alias: { seatrial: new URL('./src/index.ts', import.meta.url).pathname } },
  test: {
    include: ['test/real/**/*.test.ts', 'test/conformance/real/**/*.test.ts'],
    fileParallelism: false,
    globalSetup: ['test/real/shared/setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
