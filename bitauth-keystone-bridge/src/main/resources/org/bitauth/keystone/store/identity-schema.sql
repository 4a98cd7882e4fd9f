-- Tables of the stores in org.bitauth.keystone.store, for PostgreSQL and H2. org.bitauth.keystone.store.Migrations runs
-- it, and writes COLLATE "C" in place of {bytes} on PostgreSQL, nothing on H2: text is compared and sorted byte by byte.
-- Times are seconds of Unix time.

CREATE TABLE IF NOT EXISTS bitauth_domain (
  domain_id VARCHAR(64) {bytes} NOT NULL,
  domain_name VARCHAR(255) {bytes} NOT NULL,
  CONSTRAINT bitauth_domain_key PRIMARY KEY (domain_id),
  CONSTRAINT bitauth_domain_name UNIQUE (domain_name)
);

CREATE TABLE IF NOT EXISTS bitauth_project (
  project_id VARCHAR(64) {bytes} NOT NULL,
  project_name VARCHAR(255) {bytes} NOT NULL,
  domain_id VARCHAR(64) {bytes} NOT NULL,
  CONSTRAINT bitauth_project_key PRIMARY KEY (project_id),
  CONSTRAINT bitauth_project_name UNIQUE (project_name, domain_id),
  CONSTRAINT bitauth_project_in FOREIGN KEY (domain_id) REFERENCES bitauth_domain (domain_id)
);

CREATE INDEX IF NOT EXISTS bitauth_project_of_domain ON bitauth_project (domain_id, project_id);

CREATE TABLE IF NOT EXISTS bitauth_user (
  user_id VARCHAR(64) {bytes} NOT NULL,
  user_name VARCHAR(255) {bytes} NOT NULL,
  domain_id VARCHAR(64) {bytes} NOT NULL,
  enabled BOOLEAN NOT NULL,
  default_project_id VARCHAR(64) {bytes},
  rotation_wait_seconds BIGINT DEFAULT 0 NOT NULL,
  CONSTRAINT bitauth_user_key PRIMARY KEY (user_id),
  CONSTRAINT bitauth_user_name UNIQUE (user_name, domain_id),
  CONSTRAINT bitauth_user_in FOREIGN KEY (domain_id) REFERENCES bitauth_domain (domain_id),
  CONSTRAINT bitauth_user_default FOREIGN KEY (default_project_id)
    REFERENCES bitauth_project (project_id) ON DELETE SET NULL
);

CREATE INDEX IF NOT EXISTS bitauth_user_of_default ON bitauth_user (default_project_id);

CREATE TABLE IF NOT EXISTS bitauth_identity (
  sin VARCHAR(64) {bytes} NOT NULL,
  user_id VARCHAR(64) {bytes} NOT NULL,
  from_second BIGINT NOT NULL, -- it counts from then on
  CONSTRAINT bitauth_identity_key PRIMARY KEY (sin),
  CONSTRAINT bitauth_identity_of FOREIGN KEY (user_id) REFERENCES bitauth_user (user_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS bitauth_identity_of_user ON bitauth_identity (user_id);

CREATE TABLE IF NOT EXISTS bitauth_project_grant (
  user_id VARCHAR(64) {bytes} NOT NULL,
  project_id VARCHAR(64) {bytes} NOT NULL,
  role_name VARCHAR(64) {bytes} NOT NULL,
  CONSTRAINT bitauth_project_grant_key PRIMARY KEY (user_id, project_id, role_name),
  CONSTRAINT bitauth_project_grant_of FOREIGN KEY (user_id) REFERENCES bitauth_user (user_id) ON DELETE CASCADE,
  CONSTRAINT bitauth_project_grant_on FOREIGN KEY (project_id)
    REFERENCES bitauth_project (project_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS bitauth_project_grant_on_project ON bitauth_project_grant (project_id);

CREATE TABLE IF NOT EXISTS bitauth_domain_grant (
  user_id VARCHAR(64) {bytes} NOT NULL,
  domain_id VARCHAR(64) {bytes} NOT NULL,
  role_name VARCHAR(64) {bytes} NOT NULL,
  CONSTRAINT bitauth_domain_grant_key PRIMARY KEY (user_id, domain_id, role_name),
  CONSTRAINT bitauth_domain_grant_of FOREIGN KEY (user_id) REFERENCES bitauth_user (user_id) ON DELETE CASCADE,
  CONSTRAINT bitauth_domain_grant_on FOREIGN KEY (domain_id) REFERENCES bitauth_domain (domain_id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS bitauth_system_grant (
  user_id VARCHAR(64) {bytes} NOT NULL,
  role_name VARCHAR(64) {bytes} NOT NULL,
  CONSTRAINT bitauth_system_grant_key PRIMARY KEY (user_id, role_name),
  CONSTRAINT bitauth_system_grant_of FOREIGN KEY (user_id) REFERENCES bitauth_user (user_id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS bitauth_mapping_rule (
  rule_name VARCHAR(255) {bytes} NOT NULL,
  used BIGINT NOT NULL, -- users whom it let in, those who were removed too
  CONSTRAINT bitauth_mapping_rule_key PRIMARY KEY (rule_name)
);

CREATE TABLE IF NOT EXISTS bitauth_application_credential (
  credential_id VARCHAR(64) {bytes} NOT NULL,
  credential_name VARCHAR(255) {bytes} NOT NULL,
  user_id VARCHAR(64) {bytes} NOT NULL,
  project_id VARCHAR(64) {bytes} NOT NULL,
  secret_hash VARCHAR(255) NOT NULL,
  roles VARCHAR NOT NULL, -- a JSON array of names
  description VARCHAR NOT NULL,
  expires_second BIGINT,
  unrestricted BOOLEAN NOT NULL,
  access_rules VARCHAR NOT NULL, -- a JSON array of objects with id, service, method, path
  CONSTRAINT bitauth_application_credential_key PRIMARY KEY (credential_id),
  CONSTRAINT bitauth_application_credential_name UNIQUE (user_id, credential_name),
  CONSTRAINT bitauth_application_credential_of FOREIGN KEY (user_id)
    REFERENCES bitauth_user (user_id) ON DELETE CASCADE,
  CONSTRAINT bitauth_application_credential_for FOREIGN KEY (project_id)
    REFERENCES bitauth_project (project_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS bitauth_application_credential_for_project
  ON bitauth_application_credential (project_id);

CREATE TABLE IF NOT EXISTS bitauth_revoked_token (
  audit_id VARCHAR(64) {bytes} NOT NULL,
  until_second BIGINT NOT NULL, -- the row may be deleted after it
  CONSTRAINT bitauth_revoked_token_key PRIMARY KEY (audit_id)
);

CREATE INDEX IF NOT EXISTS bitauth_revoked_token_until ON bitauth_revoked_token (until_second);

-- Outlives the user, whose tokens do too.
CREATE TABLE IF NOT EXISTS bitauth_revoked_user (
  user_id VARCHAR(64) {bytes} NOT NULL,
  issued_until_second BIGINT NOT NULL, -- tokens of this second and earlier ones
  until_second BIGINT NOT NULL, -- the row may be deleted after it
  CONSTRAINT bitauth_revoked_user_key PRIMARY KEY (user_id)
);

CREATE INDEX IF NOT EXISTS bitauth_revoked_user_until ON bitauth_revoked_user (until_second);

CREATE TABLE IF NOT EXISTS bitauth_revocation_list (
  list_row SMALLINT NOT NULL,
  list_number BIGINT NOT NULL, -- begins as milliseconds of Unix time: higher than that of a list which was lost
  CONSTRAINT bitauth_revocation_list_key PRIMARY KEY (list_row),
  CONSTRAINT bitauth_revocation_list_one_row CHECK (list_row = 1)
);

INSERT INTO bitauth_revocation_list (list_row, list_number)
  SELECT 1, CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)
  WHERE NOT EXISTS (SELECT 1 FROM bitauth_revocation_list);
