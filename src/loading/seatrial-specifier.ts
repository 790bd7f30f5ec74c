import module from 'node:module'

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/** The public API of the seatrial that is running: its sources in the repository, its built files in a package. */
export const publicApiUrl: string = new URL(`../index.${extension}`, import.meta.url).href

/**
 * From here on `import … from 'seatrial'` means the seatrial that is running, wherever the importing file lies: a scenario
 * needs no installation beside it, and never gets a second copy of another version. Uses synchronous in-thread hooks
 * (`module.registerHooks`, Node.js 22.15 and newer). Returns a function that takes the hook away again.
 */
export function resolveSeatrialToItself(): () => void {
  const hooks = module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'seatrial' ? { url: publicApiUrl, shortCircuit: true } : next(specifier, context),
  })
  return () => hooks.deregister()
}
