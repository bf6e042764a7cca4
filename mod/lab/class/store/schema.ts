/*
One file holds the class, a LastingDatabase: a commit is on the disk before anybody is told that something was taken.
*/
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS students (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    key_hash TEXT,
    since INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS origins (
    student INTEGER PRIMARY KEY REFERENCES students,
    network TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS origins_of ON origins (network);
  CREATE TABLE IF NOT EXISTS progress (
    student INTEGER NOT NULL REFERENCES students,
    exercise TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (student, exercise)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS reports (
    id INTEGER PRIMARY KEY,
    student INTEGER NOT NULL REFERENCES students,
    exercise TEXT NOT NULL,
    at INTEGER NOT NULL,
    passed INTEGER NOT NULL,
    total INTEGER NOT NULL,
    partial INTEGER NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS reports_of ON reports (student, exercise, id);
  CREATE TABLE IF NOT EXISTS recordings (
    report INTEGER NOT NULL REFERENCES reports,
    rule TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (report, rule)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS hand_ins (
    id INTEGER PRIMARY KEY,
    student INTEGER NOT NULL REFERENCES students,
    file TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    late INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS hand_ins_of ON hand_ins (student, file, version);
`;
