-- Tables of org.bitauth.keystone.store.JdbcLeaseStore, for PostgreSQL and H2. org.bitauth.keystone.store.Migrations runs
-- it, as it runs identity-schema.sql. Times are milliseconds of Unix time, amounts satoshi. Nothing is ever deleted but
-- blocks that the best chain no longer has.

-- How many addresses of a source were given away: the next index.
CREATE TABLE IF NOT EXISTS bitauth_address_index (
  source_id VARCHAR(64) {bytes} NOT NULL,
  next_index BIGINT NOT NULL,
  CONSTRAINT bitauth_address_index_key PRIMARY KEY (source_id)
);

CREATE TABLE IF NOT EXISTS bitauth_order (
  order_id VARCHAR(64) {bytes} NOT NULL,
  owner VARCHAR(64) {bytes} NOT NULL,
  instance VARCHAR(64) {bytes} NOT NULL,
  offer VARCHAR(64) {bytes} NOT NULL,
  duration_seconds BIGINT NOT NULL,
  nonce VARCHAR(64) {bytes} NOT NULL,
  address VARCHAR(64) {bytes} NOT NULL,
  order_text VARCHAR(4096) {bytes} NOT NULL, -- as its owner signed it
  order_key VARCHAR(255) {bytes} NOT NULL,
  order_signature VARCHAR(255) {bytes} NOT NULL,
  invoice_text VARCHAR(4096) {bytes} NOT NULL, -- as the vendor signed it
  invoice_key VARCHAR(255) {bytes} NOT NULL,
  invoice_signature VARCHAR(255) {bytes} NOT NULL,
  grace_seconds BIGINT NOT NULL,
  roles VARCHAR(2000) {bytes} NOT NULL, -- names, a blank between them
  placed_milli BIGINT NOT NULL,
  -- What it is worth, as it was evaluated last.
  state VARCHAR(16) {bytes} NOT NULL,
  flags VARCHAR(255) {bytes} NOT NULL, -- names, a blank between them
  seen BIGINT NOT NULL,
  settled BIGINT NOT NULL,
  settled_milli BIGINT,
  payer_is_owner BOOLEAN NOT NULL,
  due_height BIGINT,
  due_milli BIGINT,
  CONSTRAINT bitauth_order_key PRIMARY KEY (order_id),
  CONSTRAINT bitauth_order_nonce UNIQUE (owner, nonce),
  CONSTRAINT bitauth_order_address UNIQUE (address)
);

CREATE INDEX IF NOT EXISTS bitauth_order_of_owner ON bitauth_order (owner, placed_milli DESC, order_id);
CREATE INDEX IF NOT EXISTS bitauth_order_of_lease ON bitauth_order (owner, instance, offer, settled_milli);
CREATE INDEX IF NOT EXISTS bitauth_order_due_height ON bitauth_order (due_height);
CREATE INDEX IF NOT EXISTS bitauth_order_due ON bitauth_order (due_milli);

CREATE TABLE IF NOT EXISTS bitauth_lease (
  owner VARCHAR(64) {bytes} NOT NULL,
  instance VARCHAR(64) {bytes} NOT NULL,
  offer VARCHAR(64) {bytes} NOT NULL,
  paid_through_milli BIGINT,
  grace_seconds BIGINT NOT NULL,
  roles VARCHAR(2000) {bytes} NOT NULL,
  revoked BOOLEAN NOT NULL,
  CONSTRAINT bitauth_lease_key PRIMARY KEY (owner, instance, offer)
);

CREATE TABLE IF NOT EXISTS bitauth_lease_extension (
  order_id VARCHAR(64) {bytes} NOT NULL,
  reference VARCHAR(255) {bytes} NOT NULL,
  from_milli BIGINT NOT NULL,
  duration_seconds BIGINT NOT NULL,
  owner VARCHAR(64) {bytes} NOT NULL,
  instance VARCHAR(64) {bytes} NOT NULL,
  offer VARCHAR(64) {bytes} NOT NULL,
  CONSTRAINT bitauth_lease_extension_key PRIMARY KEY (order_id, reference),
  CONSTRAINT bitauth_lease_extension_of FOREIGN KEY (order_id) REFERENCES bitauth_order (order_id)
);

CREATE INDEX IF NOT EXISTS bitauth_lease_extension_of_lease ON bitauth_lease_extension (owner, instance, offer);

-- Is written to and read, never changed: the database's role may lack the right to.
CREATE TABLE IF NOT EXISTS bitauth_lease_journal (
  entry_number BIGINT GENERATED ALWAYS AS IDENTITY,
  written_milli BIGINT NOT NULL,
  order_id VARCHAR(64) {bytes} NOT NULL,
  cause VARCHAR(255) {bytes} NOT NULL,
  change_text VARCHAR(1000) {bytes} NOT NULL,
  CONSTRAINT bitauth_lease_journal_key PRIMARY KEY (entry_number)
);

CREATE INDEX IF NOT EXISTS bitauth_lease_journal_of_order ON bitauth_lease_journal (order_id, entry_number);

CREATE TABLE IF NOT EXISTS bitauth_block (
  height BIGINT NOT NULL,
  block_hash VARCHAR(64) {bytes} NOT NULL,
  chain_work VARCHAR(80) {bytes} NOT NULL, -- decimal, more than a BIGINT holds
  connected_milli BIGINT NOT NULL,
  CONSTRAINT bitauth_block_key PRIMARY KEY (height)
);

CREATE TABLE IF NOT EXISTS bitauth_output (
  txid VARCHAR(64) {bytes} NOT NULL,
  output_index INTEGER NOT NULL,
  address VARCHAR(64) {bytes} NOT NULL,
  satoshi BIGINT NOT NULL,
  payer VARCHAR(64) {bytes},
  order_id VARCHAR(64) {bytes}, -- none has an address of the vendor that is in no invoice
  seen_milli BIGINT NOT NULL,
  block_height BIGINT,
  block_hash VARCHAR(64) {bytes},
  gone BOOLEAN NOT NULL,
  reorged BOOLEAN NOT NULL,
  CONSTRAINT bitauth_output_key PRIMARY KEY (txid, output_index)
);

CREATE INDEX IF NOT EXISTS bitauth_output_of_order ON bitauth_output (order_id, txid, output_index);
CREATE INDEX IF NOT EXISTS bitauth_output_place ON bitauth_output (block_height, gone);

-- Who changes the chain or a lease changes this row first, and so waits for others who do.
CREATE TABLE IF NOT EXISTS bitauth_chain_position (
  position_row SMALLINT NOT NULL,
  changes BIGINT NOT NULL,
  CONSTRAINT bitauth_chain_position_key PRIMARY KEY (position_row),
  CONSTRAINT bitauth_chain_position_one_row CHECK (position_row = 1)
);

INSERT INTO bitauth_chain_position (position_row, changes)
  SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM bitauth_chain_position);
