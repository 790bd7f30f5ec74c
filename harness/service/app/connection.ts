import { connect, type Socket } from 'node:net'

/** Reads one reply off the front of what has come so far, or undefined when it is not complete. */
export type ReplyReader<Reply> = (bytes: Buffer) => { readonly reply: Reply; readonly length: number } | undefined

/** A TCP connection for a protocol of requests and replies, one after another. */
export class Connection<Reply> {
  private readonly socket: Socket
  private readonly read: ReplyReader<Reply>
  private bytes = Buffer.alloc(0)
  private failure: Error | undefined
  private waiting: { resolve(reply: Reply): void; reject(error: Error): void } | undefined

  private constructor(socket: Socket, read: ReplyReader<Reply>) {
    this.socket = socket
    this.read = read
    socket.on('data', (chunk) => {
      this.bytes = Buffer.concat([this.bytes, chunk])
      this.deliver()
    })
    socket.on('error', (error) => this.fail(error))
    socket.on('timeout', () => this.fail(new Error('no answer in time')))
    socket.on('close', () => this.fail(new Error('the connection was closed')))
  }

  /** Connects; `timeoutMs` bounds this and every wait for a reply. */
  static async open<Reply>(url: URL, port: number, timeoutMs: number, read: ReplyReader<Reply>) {
    const socket = connect({ host: url.hostname, port: Number(url.port || port), timeout: timeoutMs })
    const connection = new Connection(socket, read)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
      socket.once('timeout', () => reject(new Error('no connection in time')))
    })
    return connection
  }

  get isOpen(): boolean {
    return this.failure === undefined
  }

  send(bytes: Buffer | string): void {
    this.socket.write(bytes)
  }

  /** The next reply. */
  async receive(): Promise<Reply> {
    const reply = new Promise<Reply>((resolve, reject) => {
      this.waiting = { resolve, reject }
    })
    this.deliver()
    return await reply
  }

  close(): void {
    this.socket.destroy()
  }

  private deliver(): void {
    const { waiting } = this
    if (waiting === undefined) return
    if (this.failure !== undefined) {
      waiting.reject(this.failure)
      return
    }
    const next = this.read(this.bytes)
    if (next === undefined) return
    this.bytes = this.bytes.subarray(next.length)
    this.waiting = undefined
    waiting.resolve(next.reply)
  }

  private fail(error: Error): void {
    this.failure ??= error
    this.socket.destroy()
    this.waiting?.reject(this.failure)
    this.waiting = undefined
  }
}
