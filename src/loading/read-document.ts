import { readFile, stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { importDefault } from './import-module.ts'
import { errorCode, fileProblem, messageOf } from './input-error.ts'
import { parseJson, parseYaml } from './parse-text.ts'

const MODULES = ['.ts', '.mts', '.js', '.mjs']
const TEXTS = ['.json', '.yaml', '.yml']

/**
 * The document in a file: the default export of a module (TypeScript, JavaScript), or the content of JSON or YAML.
 * Throws InvalidInputError when the file is missing, of another kind, or cannot be read.
 */
export async function readDocument(file: string): Promise<unknown> {
  const extension = extname(file).toLowerCase()
  if (![...MODULES, ...TEXTS].includes(extension)) {
    const kinds = [...MODULES, ...TEXTS].join(', ')
    throw fileProblem(file, `a file with the extension "${extension}" is not understood`, `use one of: ${kinds}`)
  }
  await requireFile(file)
  if (MODULES.includes(extension)) return importDefault(resolve(file))
  const text = await readFile(file, 'utf8')
  return extension === '.json' ? parseJson(text, file) : parseYaml(text, file)
}

async function requireFile(file: string): Promise<void> {
  try {
    if ((await stat(file)).isFile()) return
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw fileProblem(file, 'there is no such file', 'check the path', error)
    throw fileProblem(file, `it cannot be read: ${messageOf(error)}`, 'check the path and its permissions', error)
  }
  throw fileProblem(file, 'this is not a file', 'name the scenario file itself')
}
