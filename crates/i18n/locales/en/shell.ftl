# What surrounds a page, and words that all pages share

product = Tatefuda
skip = Skip to content
menu = Menu
nav-label = Main
nav-home = Today’s work
nav-posts = Posts
nav-calendar = Calendar
nav-compose = New post
nav-accounts = Official accounts
nav-regulation = Regulation settings
nav-organisation = Organisation
nav-people = Staff
nav-audit = Operations record
count-unit = waiting
practice-banner = Practice data (partly invented)
person-menu = Your menu:
acting-as = Acting as
switch-capacity = Switch to another position
change-password = Change password
tokens = Personal tokens
sign-out = Sign out
sign-out-everywhere = Sign out on all devices and end all tokens
footer = What may be posted is decided by the regulation that this body has laid down.
filter-label = Filter
tone-info = Note:
tone-good = Done:
tone-warn = Attention:
tone-bad = Problem:
errors-heading =
    { $n ->
        [one] Please check one field
       *[other] Please check { $n } fields
    }
error-word = Error:
required = required
optional = optional
choose = Please choose
yes = Yes
no = No
comma = , { "" }
dash = to
copy = Copy
kept-heading = What you typed
kept-hint = Nothing you typed is lost. Copy what you need from here.
never = never
no-end = no end
not-entered = not entered
date = Date
time = Time
reason = Reason
edit = Edit
subject = Subject
state = State
updated = Last change
deadline = Due
overdue = Overdue
extension = ext. { $n }
absent = away
absent-why = away ({ $why })
deputy = Deputy
who-role = Who: { $role }
who-vacant = Nobody holds this role.

web-back = Back
web-back-home = To today’s work
web-older = Older
web-the-program = the system
web-nothing = none
web-chosen = chosen
zone-asia-tokyo = Japan time
act-other = this act
act-change = changing it
act-end = recording the end
