import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { seatrial: new URL('./src/index.ts', import.meta.url).pathname } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'test/conformance/real/**', 'node_modules/**'],
    testTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
  },
})
