-- When a token was last used, to within a minute: its owner sees which one is still needed, and an unknown use is noticed.
-- NULL: never, or not since this was kept. It is a fact about the owner and lives as long as the token's row.
ALTER TABLE token ADD COLUMN used_at {int};

-- No value ever had a scope: a value for one account carries the account in its name (`param:<id>@<account>`).
DROP INDEX setting_name;
ALTER TABLE setting DROP COLUMN scope;
CREATE INDEX setting_name ON setting (tenant_id, document, name, effective_from);
