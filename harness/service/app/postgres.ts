import { createHash } from 'node:crypto'
import { Connection } from './connection.ts'
import { OneAtATime } from './one-at-a-time.ts'
import { Scram } from './scram.ts'

const PORT = 5_432
const PROTOCOL = 3 << 16

/** A message of the server: its type, one letter, and what follows its length. */
interface Message {
  readonly type: string
  readonly body: Buffer
}

/**
 * As much of a PostgreSQL client as a synthetic service needs: the simple query protocol, version 3.0 ("Frontend/Backend
 * Protocol"), with passwords in the clear, MD5 or SCRAM-SHA-256. One connection, opened when it is needed.
 */
export class Postgres {
  private readonly url: URL
  private readonly timeoutMs: number
  private readonly turns = new OneAtATime()
  private connection: Connection<Message> | undefined

  constructor(url: URL, timeoutMs: number) {
    this.url = url
    this.timeoutMs = timeoutMs
  }

  /** Runs a statement; rejects with the server's message when it fails. */
  query(sql: string): Promise<void> {
    return this.turns.run(async () => {
      if (!this.connection?.isOpen) this.connection = await this.open()
      this.connection.send(message('Q', text(sql)))
      await untilReady(this.connection)
    })
  }

  close(): void {
    this.connection?.close()
  }

  private async open(): Promise<Connection<Message>> {
    const connection = await Connection.open(this.url, PORT, this.timeoutMs, readMessage)
    const user = decodeURIComponent(this.url.username) || 'postgres'
    const database = decodeURIComponent(this.url.pathname.slice(1)) || user
    const start = Buffer.alloc(4)
    start.writeUInt32BE(PROTOCOL)
    connection.send(message('', start, text('user'), text(user), text('database'), text(database), Buffer.alloc(1)))
    await this.authenticate(connection, user)
    await untilReady(connection)
    return connection
  }

  private async authenticate(connection: Connection<Message>, user: string): Promise<void> {
    const password = decodeURIComponent(this.url.password)
    const scram = new Scram(password)
    for (;;) {
      const { type, body } = await connection.receive()
      if (type === 'E') throw new Error(errorText(body))
      if (type !== 'R') throw new Error(`expected a request for authentication, got "${type}"`)
      switch (body.readUInt32BE(0)) {
        case 0:
          return
        case 3:
          connection.send(message('p', text(password)))
          break
        case 5: {
          const inner = md5(Buffer.from(password + user))
          connection.send(message('p', text(`md5${md5(Buffer.concat([Buffer.from(inner), body.subarray(4)]))}`)))
          break
        }
        case 10: {
          const first = Buffer.from(scram.first())
          const length = Buffer.alloc(4)
          length.writeUInt32BE(first.length)
          connection.send(message('p', text('SCRAM-SHA-256'), length, first))
          break
        }
        case 11:
          connection.send(message('p', Buffer.from(scram.last(body.toString('utf8', 4)))))
          break
        case 12:
          break
        default:
          throw new Error(
            `the server asks for authentication of kind ${body.readUInt32BE(0)}, which is not spoken here`,
          )
      }
    }
  }
}

/** Reads until the server is ready for the next statement; throws what it complained about, if it did. */
async function untilReady(connection: Connection<Message>): Promise<void> {
  let failure: string | undefined
  for (;;) {
    const { type, body } = await connection.receive()
    if (type === 'E') {
      failure ??= errorText(body)
      if (body.includes('SFATAL')) throw new Error(failure)
    }
    if (type === 'Z') break
  }
  if (failure !== undefined) throw new Error(failure)
}

const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex')
const text = (value: string): Buffer => Buffer.from(`${value}\0`)

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}

function readMessage(bytes: Buffer): { reply: Message; length: number } | undefined {
  if (bytes.length < 5) return undefined
  const length = 1 + bytes.readUInt32BE(1)
  if (bytes.length < length) return undefined
  return { reply: { type: bytes.toString('latin1', 0, 1), body: bytes.subarray(5, length) }, length }
}

/** The field `M` of an ErrorResponse: the message for people. */
function errorText(body: Buffer): string {
  const field = body
    .toString('utf8')
    .split('\0')
    .find((one) => one.startsWith('M'))
  return field?.slice(1) ?? 'the server refused without a reason'
}
