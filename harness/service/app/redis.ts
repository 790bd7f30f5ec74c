import { Connection } from './connection.ts'
import { OneAtATime } from './one-at-a-time.ts'

const PORT = 6_379

/** As much of a Redis client as a health check needs (RESP2): one connection, opened when it is needed. */
export class Redis {
  private readonly url: URL
  private readonly timeoutMs: number
  private readonly turns = new OneAtATime()
  private connection: Connection<string> | undefined

  constructor(url: URL, timeoutMs: number) {
    this.url = url
    this.timeoutMs = timeoutMs
  }

  /** Sends PING; rejects when the answer is not PONG. */
  ping(): Promise<void> {
    return this.turns.run(async () => {
      if (!this.connection?.isOpen) {
        this.connection = await Connection.open(this.url, PORT, this.timeoutMs, readLine)
      }
      this.connection.send('*1\r\n$4\r\nPING\r\n')
      const reply = await this.connection.receive()
      if (reply !== '+PONG') throw new Error(`expected +PONG, got ${reply}`)
    })
  }

  close(): void {
    this.connection?.close()
  }
}

function readLine(bytes: Buffer): { reply: string; length: number } | undefined {
  const end = bytes.indexOf('\r\n')
  return end < 0 ? undefined : { reply: bytes.toString('utf8', 0, end), length: end + 2 }
}
