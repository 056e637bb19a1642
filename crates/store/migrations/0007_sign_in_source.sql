-- From where people came in before, so that a brake on guessing from everywhere does not shut them out. A node table; the
-- id is a hash of body, login and source, and a row is removed 90 days after it was last used.
CREATE TABLE sign_in_source (
  id      TEXT NOT NULL PRIMARY KEY,
  seen_at {int} NOT NULL
){strict};

CREATE INDEX sign_in_source_seen ON sign_in_source (seen_at);
