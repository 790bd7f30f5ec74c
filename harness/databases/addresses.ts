import { z } from 'zod'

/** A PostgreSQL server with its superuser. */
export const serverSchema = z.strictObject({
  /** Port of 127.0.0.1. */
  port: z.number(),
  /** `host:port` on the run's network, as services in the clusters see it. */
  inside: z.string(),
  user: z.string(),
  password: z.string(),
})
export type PostgresServer = z.output<typeof serverSchema>

/** The user of PostgreSQL; its password is drawn for each run. */
export const POSTGRES_USER = 'seatrial'

/** Ports that the servers listen on inside their containers. */
export const POSTGRES_PORT = 5_432
export const REDIS_PORT = 6_379

/** URL of a database as this machine sees it. */
export const urlOf = (server: PostgresServer, database: string): string =>
  url(server, `127.0.0.1:${server.port}`, database)

/** URL of a database as services in the clusters see it. */
export const insideUrlOf = (server: PostgresServer, database: string): string => url(server, server.inside, database)

const url = ({ user, password }: PostgresServer, host: string, database: string): string =>
  `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}/${encodeURIComponent(database)}`
