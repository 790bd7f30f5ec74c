import { Client, DatabaseError } from 'pg'

/**
 * One connection to a database. Whatever it waits for ends when the signal that came with it is aborted: its backend is terminated
 * through another connection, since the server does not notice a client that has gone away in the middle of a statement.
 */
export class Connection implements AsyncDisposable {
  /** Process id of its backend, as `pg_stat_activity` names it. */
  readonly pid: number
  private readonly client: Client
  private readonly url: string

  private constructor(client: Client, url: string, pid: number) {
    this.client = client
    this.url = url
    this.pid = pid
  }

  /** Opens a connection; `name` is the application's name that the server shows to others. */
  static async open(url: string, name: string, signal: AbortSignal): Promise<Connection> {
    signal.throwIfAborted()
    const client = new Client({ connectionString: url, application_name: name, connectionTimeoutMillis: 10_000 })
    // Without a listener a connection that breaks between two statements ends the process; the next statement rejects anyway.
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      return new Connection(client, url, rows[0]?.pid ?? 0)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
  }

  /** Runs a statement and returns its rows. Rejects with the server's error, which has an SQLSTATE as `code`. */
  async rows<Row extends object>(sql: string, values: readonly unknown[], signal: AbortSignal): Promise<Row[]> {
    signal.throwIfAborted()
    const end = (): void => {
      terminate(this.url, this.pid).catch(() => {})
    }
    signal.addEventListener('abort', end, { once: true })
    try {
      return (await this.client.query<Row>(sql, [...values])).rows
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', end)
    }
  }

  /** Runs a statement for what it does. */
  async run(sql: string, signal: AbortSignal): Promise<void> {
    await this.rows(sql, [], signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.end().catch(() => {})
  }
}

async function terminate(url: string, pid: number): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT pg_terminate_backend($1)', [pid])
  } finally {
    await client.end()
  }
}

/** Whether it was the server that refused a statement, with an SQLSTATE (PostgreSQL manual, appendix A), and not the network. */
export const isServerError = (error: unknown): error is DatabaseError => error instanceof DatabaseError

/** A name as SQL takes it, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
