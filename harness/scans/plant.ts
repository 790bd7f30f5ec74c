import { randomBytes } from 'node:crypto'
import { appendFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ScanKind } from './scanner.ts'
import type { LicensedPackage } from './subject.ts'

/** Scans of files; what the others find is no file. */
export type PlantedFile = Exclude<ScanKind, 'image' | 'licences'>

/** A package with a licence that is not allowed. */
export const COPYLEFT: LicensedPackage = { name: 'copyleft', version: '1.0.0', license: 'GPL-3.0-only' }

/**
 * Puts something into a folder that a scan of this kind has to find. Secrets are made up on the spot: none is ever written down here.
 */
export async function plant(kind: PlantedFile, folder: string): Promise<void> {
  const write = async (name: string, content: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await appendFile(join(folder, name), content)
  }
  switch (kind) {
    case 'secrets':
      // The shape of a token of GitHub: a prefix and 36 letters or digits.
      await write('deploy.env', `GITHUB_TOKEN=ghp_${randomBytes(18).toString('hex')}\n`)
      break
    case 'static':
      await write('app/calculate.ts', 'export const calculate = (text: string): unknown => eval(text)\n')
      break
    case 'terraform-policy':
      await write('open.tf', OPEN_TO_ALL)
      break
  }
}

const OPEN_TO_ALL = `resource "aws_security_group" "open" {
  name        = "open"
  description = "open to everybody"

  ingress {
    description = "ssh"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`
