# Personal tokens

tokens-text = A key with which other software reads or acts as you. The regulation applies to it in the same way.
tokens-empty = There are no tokens.
token-created = New token
token-created-text = It is shown only now. Keep it in a safe place.
token-name = Name
token-name-hint = Where it is used, so that you recognise it later.
token-kind = What it may do
token-read = Read only
token-act = Act
token-feeds = Only be told of today’s work, in a calendar or feed
token-calendar = Address of the calendar (iCalendar)
token-feed = Address of the feed (Atom)
token-feeds-text = It is shown only now. Enter it in your calendar or feed reader. Whoever knows the address sees the kind, number, deadline and page of what waits for you; never titles or texts.
token-made = Made
token-used = Last used
token-ends = Ends
token-revoke = Revoke
token-revoked = revoked
token-new = Make a token
token-new-do = Make it

flash-token-revoked = The token is revoked.
command-token-create = Token made
command-token-revoke = Token revoked
subject-token = token
