-- Pictures that stand, or may stand, on the public host for a service to fetch (decision 0038): noted before each is put. No
-- address and no secret: an address is made of a key that is in no database. One row for a picture of a send, kept as long as
-- the publication; withdrawn_at: when it was taken away.
CREATE TABLE hosted_picture (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  hash           TEXT NOT NULL,
  put_at         {int} NOT NULL,
  stands_until   {int} NOT NULL,
  withdrawn_at   {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id)
){strict};
CREATE UNIQUE INDEX hosted_picture_once ON hosted_picture (tenant_id, publication_id, hash);
CREATE INDEX hosted_picture_there ON hosted_picture (tenant_id, withdrawn_at, stands_until);
