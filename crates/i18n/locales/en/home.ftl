# Today’s work

home-trouble = Result unknown, held or failed
home-steps = Waiting for you
home-returned = Sent back to you
home-cases = Procedures and incidents
home-duties = Duties and what is watched
home-more-duties = Other duties and what is watched ({ $count })
home-records = Records needed
home-ready = Ready to post
home-drafts = Begun
home-deadlines = Deadlines
home-more = See the others that were begun in the list
home-quiet = Nothing is waiting for you now.
home-quiet-text = Posts that wait for others are in the list:

no-role-title = You have no role yet
no-role-text = You are signed in, but nobody has given you a role in running the accounts yet.
no-role-ask = Whom to ask
no-role-nobody = No administrator is registered. Please ask the section that runs the computers.
no-role-can = What you can do now
no-role-accounts = Look at the ledger of official accounts
no-role-regulation = Look at the regulation and its settings
no-role-public = Look at the list for residents
no-role-existing = Official accounts of this body

web-contact-role = Getting or asking about a role
web-contact-post = Asking about a post
web-task-step = Please do: { $step }
web-task-new = new
web-task-changed = changed since you looked
web-task-record = A record is needed: { $record }
web-task-ready = Ready to go out: choose a time or publish now
web-task-ending = The window ends soon
web-task-draft = A draft of yours
web-task-checking = being checked anew after a change of rules, settings or the ledger

feed-title = Today’s work ({ $body })
feed-trouble = A send needs somebody
feed-hand = Posting by hand
feed-finding = Something else was found after posting
feed-removal = A post has to be taken down
feed-ready = Can be published
