/** `seat` as four bytes: marks the file as ours (sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x73656174

/** Version of the tables, kept in `user_version`. A newer one is refused, an older one would be migrated. */
export const HISTORY_SCHEMA_VERSION = 1

/** The tables of version 1. */
export const TABLES = `
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  recorded_at TEXT NOT NULL,
  scenario TEXT NOT NULL,
  scenario_hash TEXT NOT NULL,
  environment TEXT NOT NULL,
  seed INTEGER NOT NULL,
  runs INTEGER NOT NULL,
  partial INTEGER NOT NULL,
  commit_id TEXT,
  dirty INTEGER,
  host TEXT NOT NULL,
  seatrial TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_scenario ON runs (scenario, environment, recorded_at);
CREATE TABLE figures (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  metric TEXT NOT NULL,
  statistic TEXT NOT NULL,
  unit TEXT NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run, metric, statistic)
) STRICT, WITHOUT ROWID;
CREATE TABLE verdicts (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  target TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (run, target)
) STRICT, WITHOUT ROWID;
`
