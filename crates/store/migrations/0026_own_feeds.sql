-- A token that opens nothing but its owner's own feed and calendar (今日の仕事). The table is made anew because the words of a
-- column cannot be widened in place on both engines.
ALTER TABLE token RENAME TO token_before;

CREATE TABLE token (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  capacity   TEXT,
  name       TEXT NOT NULL,
  scope      TEXT NOT NULL CHECK (scope IN ('feeds','read','act')),
  hash       TEXT NOT NULL,
  created_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  revoked_at {int},
  used_at    {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
){strict};

INSERT INTO token (tenant_id, id, person_id, capacity, name, scope, hash, created_at, expires_at, revoked_at, used_at)
  SELECT tenant_id, id, person_id, capacity, name, scope, hash, created_at, expires_at, revoked_at, used_at FROM token_before;

DROP TABLE token_before;

CREATE UNIQUE INDEX token_hash ON token (tenant_id, hash);
CREATE INDEX token_person ON token (tenant_id, person_id);
