-- Tables of org.bitauth.keystone.store, for PostgreSQL and H2. Times are Unix times in seconds. Can be run again.

CREATE TABLE IF NOT EXISTS bitauth_domain (
  domain_id VARCHAR(64) NOT NULL,
  domain_name VARCHAR(64) NOT NULL,
  CONSTRAINT bitauth_domain_key PRIMARY KEY (domain_id),
  CONSTRAINT bitauth_domain_by_name UNIQUE (domain_name)
);

CREATE TABLE IF NOT EXISTS bitauth_project (
  project_id VARCHAR(64) NOT NULL,
  project_name VARCHAR(64) NOT NULL,
  domain_id VARCHAR(64) NOT NULL,
  CONSTRAINT bitauth_project_key PRIMARY KEY (project_id),
  CONSTRAINT bitauth_project_by_name UNIQUE (domain_id, project_name),
  CONSTRAINT bitauth_project_domain FOREIGN KEY (domain_id) REFERENCES bitauth_domain (domain_id)
);

CREATE INDEX IF NOT EXISTS bitauth_project_name ON bitauth_project (project_name);

CREATE TABLE IF NOT EXISTS bitauth_user (
  user_id VARCHAR(64) NOT NULL,
  user_name VARCHAR(64) NOT NULL,
  domain_id VARCHAR(64) NOT NULL,
  enabled BOOLEAN NOT NULL,
  default_project_id VARCHAR(64),
  rotation_wait BIGINT NOT NULL, -- seconds
  CONSTRAINT bitauth_user_key PRIMARY KEY (user_id),
  CONSTRAINT bitauth_user_by_name UNIQUE (domain_id, user_name),
  CONSTRAINT bitauth_user_domain FOREIGN KEY (domain_id) REFERENCES bitauth_domain (domain_id),
  CONSTRAINT bitauth_user_project FOREIGN KEY (default_project_id)
    REFERENCES bitauth_project (project_id) ON DELETE SET NULL
);

CREATE INDEX IF NOT EXISTS bitauth_user_name ON bitauth_user (user_name);

CREATE INDEX IF NOT EXISTS bitauth_user_default_project ON bitauth_user (default_project_id);

CREATE TABLE IF NOT EXISTS bitauth_identity (
  sin VARCHAR(35) NOT NULL,
  user_id VARCHAR(64) NOT NULL,
  from_second BIGINT NOT NULL, -- counts from then on
  CONSTRAINT bitauth_identity_key PRIMARY KEY (sin),
  CONSTRAINT bitauth_identity_user FOREIGN KEY (user_id) REFERENCES bitauth_user (user_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS bitauth_identity_by_user ON bitauth_identity (user_id);

-- A role is on a project, on a domain, or, where both are null, on the system.
CREATE TABLE IF NOT EXISTS bitauth_grant (
  user_id VARCHAR(64) NOT NULL,
  target VARCHAR(65) NOT NULL, -- P and the project's id, D and the domain's id, or S
  role_name VARCHAR(64) NOT NULL,
  project_id VARCHAR(64),
  domain_id VARCHAR(64),
  CONSTRAINT bitauth_grant_key PRIMARY KEY (user_id, target, role_name),
  CONSTRAINT bitauth_grant_user FOREIGN KEY (user_id) REFERENCES bitauth_user (user_id) ON DELETE CASCADE,
  CONSTRAINT bitauth_grant_project FOREIGN KEY (project_id) REFERENCES bitauth_project (project_id) ON DELETE CASCADE,
  CONSTRAINT bitauth_grant_domain FOREIGN KEY (domain_id) REFERENCES bitauth_domain (domain_id) ON DELETE CASCADE
);

CREATE INDEX IF NOT EXISTS bitauth_grant_by_project ON bitauth_grant (project_id);

-- Users and projects may be a vendor's own: nothing here refers to the tables above.
CREATE TABLE IF NOT EXISTS bitauth_credential (
  credential_id VARCHAR(64) NOT NULL,
  credential_name VARCHAR(64) NOT NULL,
  user_id VARCHAR(64) NOT NULL,
  project_id VARCHAR(64) NOT NULL,
  roles TEXT NOT NULL, -- JSON, a list of names
  secret_hash VARCHAR(200) NOT NULL,
  description VARCHAR(255) NOT NULL,
  expires_second BIGINT,
  unrestricted BOOLEAN NOT NULL,
  access_rules TEXT NOT NULL, -- JSON, a list of objects
  CONSTRAINT bitauth_credential_key PRIMARY KEY (credential_id),
  CONSTRAINT bitauth_credential_by_name UNIQUE (user_id, credential_name)
);

CREATE INDEX IF NOT EXISTS bitauth_credential_by_project ON bitauth_credential (project_id);

CREATE TABLE IF NOT EXISTS bitauth_revocation (
  kind CHAR(1) NOT NULL, -- T of a token, U of a user
  subject VARCHAR(64) NOT NULL, -- the token's audit id, or the user's id
  issued_until BIGINT NOT NULL, -- of a user: tokens issued in this second or earlier
  until_second BIGINT NOT NULL, -- the row may be deleted after it
  CONSTRAINT bitauth_revocation_key PRIMARY KEY (kind, subject)
);

CREATE INDEX IF NOT EXISTS bitauth_revocation_until ON bitauth_revocation (until_second);

-- The number of the list of revocations, users by mapping rule, credentials by user.
CREATE TABLE IF NOT EXISTS bitauth_counter (
  counter_name VARCHAR(100) NOT NULL,
  used BIGINT NOT NULL,
  CONSTRAINT bitauth_counter_key PRIMARY KEY (counter_name)
);
