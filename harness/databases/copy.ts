import { docker } from '../docker/docker.ts'
import { type PostgresServer, urlOf } from './addresses.ts'
import { Connection, isServerError, quoted } from './connection.ts'

/** A server, and the container that it runs in. */
export interface DatabaseServer extends PostgresServer {
  readonly container: string
}

/** Sessions of a database. Asked first, because the server waits five seconds for them to end before it refuses. */
const USERS = 'SELECT pid FROM pg_stat_activity WHERE datname = $1'

/** "object_in_use": somebody has connected to the database that is to be copied since. */
const IN_USE = '55006'

/** A copy of a database on the same server. Disposing of it drops it. */
export interface DatabaseCopy extends AsyncDisposable {
  readonly name: string
  /** By which means it was made: as a template in one step, or, since others were connected, by dump and restore. */
  readonly by: 'template' | 'dump'
}

/** Copies a database. A template is quick and needs that nobody is connected; a dump does not mind. */
export async function copyDatabase(
  server: DatabaseServer,
  database: string,
  name: string,
  signal: AbortSignal,
): Promise<DatabaseCopy> {
  const dispose = () => dropDatabase(server, name)
  try {
    const by = (await asTemplate(server, database, name, signal)) ? 'template' : 'dump'
    if (by === 'dump') await byDump(server, database, name, signal)
    return { name, by, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

async function asTemplate(
  server: DatabaseServer,
  database: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  await using admin = await Connection.open(urlOf(server, 'postgres'), 'seatrial copy', signal)
  const isInUse = (await admin.rows(USERS, [database], signal)).length > 0
  try {
    if (isInUse) {
      await admin.run(`CREATE DATABASE ${quoted(name)}`, signal)
      return false
    }
    await admin.run(`CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(database)}`, signal)
    return true
  } catch (error) {
    if (!isServerError(error) || error.code !== IN_USE) throw error
    await admin.run(`CREATE DATABASE ${quoted(name)}`, signal)
    return false
  }
}

/** Inside the container, where the server's own programs are. */
async function byDump(server: DatabaseServer, database: string, name: string, signal: AbortSignal): Promise<void> {
  const script = 'set -e; pg_dump -U "$1" "$2" | psql -q -v ON_ERROR_STOP=1 -U "$1" "$3" >/dev/null'
  const args = ['exec', server.container, 'sh', '-c', script, 'copy', server.user, database, name]
  await docker(args, { signal })
}

async function dropDatabase(server: DatabaseServer, name: string): Promise<void> {
  const { signal } = new AbortController()
  await using admin = await Connection.open(urlOf(server, 'postgres'), 'seatrial copy', signal)
  await admin.run(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`, signal)
}
