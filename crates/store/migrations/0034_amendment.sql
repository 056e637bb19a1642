-- 改正 (decision 0049): changes of a document that the body enters on forms, until a second person confirms them or they are
-- given up. What is changed is kept as what was asked for (JSON), since it may have to be applied to another text than the one
-- from which it started. Kept as long as the versions of the document; texts of regulations are public, no personal data.
CREATE TABLE amendment (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  version     {int} NOT NULL,
  document    TEXT NOT NULL,
  base        TEXT NOT NULL,
  source      TEXT NOT NULL,
  decision    TEXT NOT NULL,
  -- Days as YYYY-MM-DD (NULL: not said yet).
  decided_on  TEXT,
  starts_on   TEXT,
  changes     TEXT NOT NULL,
  opened_by   TEXT NOT NULL,
  opened_at   {int} NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('draft', 'proposed', 'confirmed', 'withdrawn')),
  proposed_by TEXT,
  proposed_at {int},
  -- Who confirmed it, gave it back last or gave it up.
  ended_by    TEXT,
  ended_at    {int},
  reason      TEXT,
  pack        TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, base) REFERENCES pack (tenant_id, id),
  FOREIGN KEY (tenant_id, pack) REFERENCES pack (tenant_id, id)
){strict};

CREATE INDEX amendment_at ON amendment (tenant_id, opened_at, id);
-- Two at once would each undo the other.
CREATE UNIQUE INDEX amendment_open ON amendment (tenant_id, document) WHERE state IN ('draft', 'proposed');
