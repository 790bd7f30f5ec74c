import { InvalidInputError, SeatrialError } from '../model/errors.ts'

/** An error as it is printed: what, where, and what to do next. Unexpected ones with their stack, because they are ours to mend. */
export function errorText(error: unknown): string {
  if (error instanceof InvalidInputError) return invalidInputText(error)
  if (error instanceof SeatrialError)
    return `seatrial: ${error.message}\n  where: ${error.where}\n  -> ${error.remedy}\n`
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `seatrial: internal error; please report it with the scenario and the command\n${stack}\n${causes(error)}`
}

function invalidInputText({ where, problems }: InvalidInputError): string {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`
  const lines = problems.map(
    ({ path, message, remedy }) => `  ${path === '' ? '' : `${path}: `}${message}\n    -> ${remedy}\n`,
  )
  return `seatrial: ${where}: ${count}\n${lines.join('')}`
}

function causes(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? `caused by ${cause.stack}\n${causes(cause)}` : ''
}
