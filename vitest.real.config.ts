import { defineConfig } from 'vitest/config'

/** Tests that need Docker and friends: `npm run test:real`. One file at a time: each may bring up clusters of its own. */
export default defineConfig({
  resolve: { alias: { seatrial: new URL('./src/index.ts', import.meta.url).pathname } },
  test: {
    include: ['test/real/**/*.test.ts', 'test/conformance/real/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
