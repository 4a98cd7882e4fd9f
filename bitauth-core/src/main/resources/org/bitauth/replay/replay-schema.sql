-- Tables of org.bitauth.replay.JdbcReplayGuard, for PostgreSQL and H2. Can be run again.
-- Empty both tables or neither: whoever loses nonces must lose the beginning of the memory with them.

CREATE TABLE IF NOT EXISTS bitauth_replay_nonce (
  nonce_sha256 BYTEA NOT NULL,
  until_second BIGINT NOT NULL, -- Unix time; the row may be deleted after it
  CONSTRAINT bitauth_replay_nonce_key PRIMARY KEY (nonce_sha256)
);

CREATE INDEX IF NOT EXISTS bitauth_replay_nonce_until ON bitauth_replay_nonce (until_second);

CREATE TABLE IF NOT EXISTS bitauth_replay_memory (
  memory_row SMALLINT NOT NULL,
  since_millis BIGINT NOT NULL, -- Unix time in milliseconds; when the tables were last empty
  CONSTRAINT bitauth_replay_memory_key PRIMARY KEY (memory_row),
  CONSTRAINT bitauth_replay_memory_one_row CHECK (memory_row = 1)
);
