-- Tables that were brought in as a whole (decision 0043): an existing ledger of accounts, a list of staff. Nothing here changes
-- later: it is what came in, by whose decision, and what was missing then.

CREATE TABLE import (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('accounts', 'people')),
  source    TEXT NOT NULL,
  basis     TEXT NOT NULL,
  -- NULL: of people, who may stay.
  until_at  {int},
  headings  TEXT NOT NULL,
  row_count {int} NOT NULL,
  -- NULL: the program, for whoever holds the server.
  person_id TEXT,
  capacity  TEXT,
  at        {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX import_at ON import (tenant_id, at, id);

CREATE TABLE import_row (
  tenant_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  import_id    TEXT NOT NULL,
  number       {int} NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id   TEXT NOT NULL,
  name         TEXT NOT NULL,
  said         TEXT NOT NULL,
  repairs      TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, import_id) REFERENCES import (tenant_id, id)
){strict};

CREATE INDEX import_row_of ON import_row (tenant_id, import_id, number, id);
CREATE INDEX import_row_subject ON import_row (tenant_id, subject_kind, subject_id);
