-- The original wording of a document: the body's own text, loaded by one of its people. Public documents print it, so every
-- version stays; the newest holds.
CREATE TABLE wording (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  -- Id of the pack.
  document    TEXT NOT NULL,
  text        TEXT NOT NULL,
  digest      TEXT NOT NULL,
  -- NULL: whoever set the program up.
  person_id   TEXT,
  at          {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX wording_document ON wording (tenant_id, document, at);
