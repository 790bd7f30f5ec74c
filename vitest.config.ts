import { defineConfig } from 'vitest/config'

// Worker threads and command lines that tests start load the sources anew; compiled ones at hand take half the time. Coverage is
// less exact with them.
if (!process.argv.includes('--coverage'))
  process.env.NODE_COMPILE_CACHE ??= new URL('./node_modules/.cache/compile', import.meta.url).pathname

export default defineConfig({
  resolve: { alias: { seatrial: new URL('./src/index.ts', import.meta.url).pathname } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'test/conformance/real/**', 'node_modules/**'],
    testTimeout: 60_000,
    // Modules hold no state (a simulation is a value), so that files of one worker can share them; what a test changes of the process
    // (variables, the PATH) it puts back itself.
    isolate: false,
    // The default leaves a processor idle, which is half of a machine with two.
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'html'] },
  },
})
