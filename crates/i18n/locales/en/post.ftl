# Posts and publications
state-draft = Draft
state-in-review =
    { $n ->
        [one] In review (1 step left)
       *[other] In review ({ $n } steps left)
    }
state-returned = Sent back
state-cleared = { $word }: done
state-void = Changed: needs a new { $word }
state-scheduled = Scheduled
state-leased = About to be sent
state-sending = Being sent
state-published = Published
state-partly = Partly published
state-failed = Sending failed
state-held = Held
state-unknown = Result unknown
state-cancelled = Schedule cancelled
state-withdrawn = Withdrawn
next-scheduled = It will be sent at its time. You can cancel until sending begins.
next-sending = Waiting for the result.
next-failed = Look at the reason, put it right, then schedule or publish again.
next-held = It is not sent by itself. Look at the reason, choose another time, or withdraw it.
next-unknown = Do not send it again. Look at the account itself and record what you see.
proof-api = Answer of the service
proof-readback = Read back
proof-seen = Seen by a person
proof-stated = Stated by a person
proof-api-meaning = The service confirmed that it took the post.
proof-readback-meaning = The same text was read from the service afterwards.
proof-seen-meaning = A member of staff looked at the post itself.
proof-stated-meaning = A member of staff says so; nobody looked.

accounts = Accounts
author = Author
code = Check code
number = Document no.
category = Category
classification = Classification of the information
decision-status = Where the matter stands in deciding
link = Link
window = Time window
window-none = none given
window-from-label = From
window-until-label = Until
window-hint = Within this window the operator chooses the time after the check, with no new check. May stay empty.
window-zone = Times are in { $zone }.
posts-empty = No posts here.

composer-edit = Edit post
composer-accounts = Accounts
composer-text = Text
composer-own-text = Another text for { $account }
composer-own-text-label = Text for { $account }
composer-own-text-hint = Empty means the text above.
composer-returned = Why it was sent back
characters = characters
too-long = too long
save-draft = Save draft
back-to-post = See its history

stale-heading = Somebody saved before you
stale-text = { $who } saved at { $at }. Nothing you typed is lost. Please compare the two.
stale-mine = What you typed
stale-theirs = What is stored
stale-diff = Only the differences
stale-next = The form below holds what you typed. Saving it replaces what is stored.
conflict-next = Please look at the current state and then do it again.

do-heading = What you can do
publish-now = Publish now
publish-now-hint = The regulation is asked once more right before sending.
schedule = Schedule
schedule-window = Within { $window }.
schedule-do = Schedule for this time
take-back = Take back
cancel-schedule = Cancel schedule
send-back = Send back
return-to = Send back to
return-comment = Reason (what to change, and how)
return-official = What you write here is an official document and may be disclosed.
return-do = Send back
withdraw = Withdraw
withdraw-text = This post will not be published. Its record stays.
withdraw-do = Withdraw it
sheet-heading = Post
drafted-on = Drafted
revision = {" "}(version { $n })
targets-heading = Text and result by account
publication-none = Not sent yet.
planned = Planned:
proof = How we know:
open-on = Open on { $service }
next-step = Next:
attempts = Tried { $n } times.
resolve = Record the result
resolve-what = You looked at the account. What did you see?
resolve-url = Address of that post (if it is there)
resolve-url-hint = Such as { $example }
resolve-picture = Picture of the screen
resolve-picture-hint = Posts of this service have no addresses. Add a picture of the screen; when a second person has looked, it is published.
resolve-seen = What you saw (needed if it is not there)
resolve-denied-by-others = That it is not there is recorded by somebody who neither wrote nor scheduled it.
look-picture = Picture of the screen
place = Lands at:
resolve-note = How you checked
resolve-do = Record the result
trail-heading = History
trail-refused = stopped by the regulation
trail-stale = about an earlier text
paper-title = Drafting sheet (social media post)

check-title = { $step }: post
check-changed = Changed since you last looked
check-since = Last look: { $at }
check-same = Neither text nor conditions changed.
check-whole = Show the whole text as residents see it
check-reads = How residents will see it
check-found = What the regulation says
check-history = See the whole history
check-stale = It changed after you opened this page
check-stale-text = “{ $step }” was not recorded. Please look at what changed and decide again.
diff-added = added:
diff-removed = removed:
diff-gap = … ({ $n } characters unchanged) …
diff-places =
    { $n ->
        [one] 1 place changed
       *[other] { $n } places changed
    }

record-give = Record it
record-subject = About:
record-bound = This record is for the content as it is now. A change makes it void.
record-single-use = For one act only. It is used up by the act that it allows.
record-stale = The content changed after this record, so it does not count for the content as it is now.
record-fields = What was recorded
record-about = About this record
record-by = Recorded by
record-at = Recorded at
record-from = Counts from
record-until = Counts until
record-used = Used up by

limit-unknown = (limit not known: no connector yet)
held-why = Held on:
held-needs = What was missing when it was held:
held-resume = Send it after all
held-resume-hint = Without a date it is sent at once. The regulation is asked again right before.
held-resume-do = Send it
held-cancel = Give this send up

# Pictures
pictures = Pictures
picture-number = Picture { $n }
picture-choose = Choose pictures
picture-hint = JPEG, PNG or WebP; up to 20 MB each, up to 10. Where it was taken and other particulars are removed before it is kept.
picture-upload = Add the chosen pictures
picture-up = Earlier
picture-down = Later
picture-remove = Take out
picture-missing = This picture is not there any more. Take it out and choose it again.
picture-place-removed = It said where it was taken; that was removed.
picture-alt = Alternative text
picture-alt-hint = Read aloud to those who cannot see it: what it shows, in one sentence.
picture-no-alt = without alternative text
picture-people = People in it
picture-identifiable = If somebody can be identified
picture-people-count = How many can be identified
picture-children = Are children among them?
picture-consents = Consents
picture-consents-hint = One line for each person: number of the form, name of the document.
picture-rights = Rights
picture-rights-holder = Name of the holder, if somebody else
picture-other-text = Are writing, screens or works of others legible in it?
picture-classification = Classification of this picture
picture-error = “{ $name }”: { $message }
diff-picture-added = added
diff-picture-removed = taken out
diff-picture-replaced = replaced
diff-picture-before = Picture before
diff-picture-after = Picture now
