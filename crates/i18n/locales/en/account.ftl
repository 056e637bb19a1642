# Ledger of official accounts
accounts-empty = There is no account in the ledger.
account-preparing = In preparation
account-active = In use
account-suspended = Suspended
account-ended = Ended
account-handle = Account name or ID
account-url = Address
account-purpose = Purpose
account-unit = Run by
account-document = Governed by
account-no-document = No document governs it
account-checked = Last looked at
account-never-checked = Nobody has looked yet
account-repairs = To be put right
connector-ready = Connected: can be posted to from here
connector-no-token = The connection has to be set up
connector-none = No connector yet
