/** What every error of seatrial carries: a stable code, where it was, and what to do next. */
export abstract class SeatrialError extends Error {
  abstract readonly code: string
  /** File, path in the document, command or component. */
  readonly where: string
  readonly remedy: string

  constructor(message: string, details: { where: string; remedy: string; cause?: unknown }) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.where = details.where
    this.remedy = details.remedy
  }
}

/** One thing that is wrong with an input, with its place. */
export interface Problem {
  /** Path in the document, such as `fleet.services.3.dependsOn.0`. */
  readonly path: string
  readonly message: string
  readonly remedy: string
}

/** The user's input cannot be used. Exit code 2. */
export class InvalidInputError extends SeatrialError {
  readonly code = 'INVALID_INPUT'
  readonly problems: readonly Problem[]

  constructor(where: string, problems: readonly Problem[], cause?: unknown) {
    const first = problems[0]
    super(first === undefined ? 'invalid input' : `${first.path === '' ? '' : `${first.path}: `}${first.message}`, {
      where,
      remedy: first?.remedy ?? 'correct the input',
      cause,
    })
    this.problems = problems
  }
}

/** A part of the environment (Docker, a cluster, a port, the disk) is not there. Exit code 6. */
export class EnvironmentUnavailableError extends SeatrialError {
  readonly code = 'ENVIRONMENT_UNAVAILABLE'
}

/** The run was stopped by the user. Exit code 130. */
export class InterruptedError extends SeatrialError {
  readonly code = 'INTERRUPTED'
}

/** The run did not end within its time limit. Exit code 124. */
export class TimeLimitError extends SeatrialError {
  readonly code = 'TIME_LIMIT'
}
