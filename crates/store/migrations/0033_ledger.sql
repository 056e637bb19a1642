-- Sections that run an account together with the one that operates it (共同運用, decision 0048). A row gets an end and is
-- never rewritten or removed: who could act on an account at a time stays known as long as the account does.

CREATE TABLE account_owner (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  account_id TEXT NOT NULL,
  section_id TEXT NOT NULL,
  from_at    {int} NOT NULL,
  -- NULL: open.
  until_at   {int},
  person_id  TEXT,
  capacity   TEXT,
  at         {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
  FOREIGN KEY (tenant_id, section_id) REFERENCES section (tenant_id, id)
){strict};

CREATE INDEX account_owner_of ON account_owner (tenant_id, account_id);
