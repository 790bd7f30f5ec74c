import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { InvalidInputError } from '../model/errors.ts'
import { errorCode, fileProblem, messageOf } from './input-error.ts'

/**
 * Imports a TypeScript or JavaScript file natively (types are erased, not checked) and returns its default export.
 * Throws {@link InvalidInputError} with the file, and the line where Node.js tells it, when the module cannot be loaded.
 */
export async function importDefault(file: string): Promise<unknown> {
  let namespace: Record<string, unknown>
  try {
    namespace = (await import(pathToFileURL(file).href)) as Record<string, unknown>
  } catch (error) {
    throw await explain(file, error)
  }
  if ('default' in namespace) return namespace.default
  const named = Object.keys(namespace)
  throw fileProblem(
    file,
    `there is no default export${named.length > 0 ? ` (only ${named.join(', ')})` : ''}`,
    'end the file with: export default defineScenario({ … })',
  )
}

async function explain(file: string, error: unknown): Promise<InvalidInputError> {
  const code = errorCode(error)
  const message = messageOf(error)
  if (code === 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') {
    return fileProblem(file, 'TypeScript files below node_modules are not loaded', 'move the scenario out of it', error)
  }
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    const remedy = 'write it without enums, namespaces and parameter properties: types are erased, nothing is compiled'
    return fileProblem(placeIn(error) ?? file, message, remedy, error)
  }
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT') {
    const remedy = 'correct the import; write relative imports with their file extension, such as ./fleet.ts'
    return fileProblem(file, message, remedy, error)
  }
  if (error instanceof SyntaxError) {
    const where = placeIn(error) ?? (await placeBySyntaxCheck(file)) ?? file
    return fileProblem(where, `syntax error: ${message}`, 'correct the file at this line', error)
  }
  const where = frameIn(error) ?? file
  return fileProblem(where, `loading it threw ${nameOf(error)}: ${message}`, 'correct the code at this line', error)
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

/** `file:line` from the excerpt that Node.js puts before the stack of a syntax error. */
function placeIn(error: unknown): string | undefined {
  const first = error instanceof Error ? error.stack?.split('\n')[0] : undefined
  return first !== undefined && /^(file:|\/|[A-Za-z]:\\).*:\d+$/.test(first) ? withoutScheme(first) : undefined
}

/** `file:line` of the innermost frame outside Node.js. */
function frameIn(error: unknown): string | undefined {
  const frames = error instanceof Error ? (error.stack?.match(/file:\/\/[^\s)]+:\d+:\d+/g) ?? []) : []
  return frames[0] === undefined ? undefined : withoutScheme(frames[0].replace(/:\d+$/, ''))
}

/** V8 keeps the line of a syntax error in an imported JavaScript module to itself; `node --check` prints it. */
async function placeBySyntaxCheck(file: string): Promise<string | undefined> {
  try {
    await promisify(execFile)(process.execPath, ['--check', file])
    return undefined
  } catch (error) {
    const first = (error as { stderr?: string }).stderr?.split('\n')[0]
    return first !== undefined && /:\d+$/.test(first) ? withoutScheme(first) : undefined
  }
}

const withoutScheme = (place: string): string => place.replace(/^file:\/\//, '')
