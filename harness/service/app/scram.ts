import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

/** The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. */
export class Scram {
  private readonly nonce = randomBytes(18).toString('base64')
  private readonly password: string

  constructor(password: string) {
    this.password = password
  }

  /** The first message. PostgreSQL takes the user from the start-up message, so the name is empty. */
  first(): string {
    return `n,,${this.firstBare()}`
  }

  /** The last message, which proves that the password is known. */
  last(serverFirst: string): string {
    const fields = new Map(serverFirst.split(',').map((field) => [field[0] ?? '', field.slice(2)]))
    const nonce = fields.get('r') ?? ''
    if (!nonce.startsWith(this.nonce)) throw new Error('SCRAM: the server answered with another nonce')
    const salt = Buffer.from(fields.get('s') ?? '', 'base64')
    const salted = pbkdf2Sync(this.password, salt, Number(fields.get('i')), 32, 'sha256')
    const key = hmac(salted, 'Client Key')
    const bare = `c=biws,r=${nonce}`
    const signature = hmac(createHash('sha256').update(key).digest(), `${this.firstBare()},${serverFirst},${bare}`)
    const proof = Buffer.from(key.map((byte, index) => byte ^ signature[index]!))
    return `${bare},p=${proof.toString('base64')}`
  }

  private firstBare(): string {
    return `n=,r=${this.nonce}`
  }
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
