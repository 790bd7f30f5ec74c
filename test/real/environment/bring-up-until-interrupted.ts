import { environmentUp } from '../../../harness/environment.ts'
import { fleetSchema } from '../../../src/model/fleet.ts'
import { oneService } from '../small-fleet.ts'

/*
 * What `seatrial env up` is at its core, as a process of its own: `node … NAME STATE_FOLDER`. Prints each step, and comes to its end
 * by SIGINT, with the exit code of an interruption.
 */
const [name = '', state = ''] = process.argv.slice(2)
const controller = new AbortController()
process.on('SIGINT', () => controller.abort(new Error('interrupted')))
try {
  await environmentUp({
    fleet: fleetSchema.parse(oneService),
    name,
    state,
    signal: controller.signal,
    say: (line) => process.stdout.write(`${line}\n`),
  })
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 130
}
