-- What regulations ask about accounts and units beside their names. Empty or NULL: nobody entered it.

-- mail_personal: whether the address is one person's own mailbox. NULL: not answered.
ALTER TABLE account ADD COLUMN mail TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN mail_personal {bool};
ALTER TABLE account ADD COLUMN profile_url TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN listing_url TEXT NOT NULL DEFAULT '';

-- level: a level of the organisation as the pack calls it; branch: as the body calls it.
ALTER TABLE section ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE section ADD COLUMN branch TEXT NOT NULL DEFAULT '';
