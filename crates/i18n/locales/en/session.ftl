# Signing in and out, the capacity

sign-in = Sign in
sign-in-body = Public body
sign-in-login = Login name
sign-in-password = Password
sign-in-do = Sign in
sign-in-help = If you forgot your password, ask whoever manages staff to reset it.
sign-in-public = For residents: official accounts
demo-heading = Practice sign-ins
demo-text = Sign in as one of these invented people. Posts reach a practice double only and never leave this machine.
demo-person = Person
demo-double = See what arrived at the practice double
capacity-title = In which position do you act?
capacity-text = You hold several positions. What you do is recorded for the one that you choose.
capacity-current = current

web-session-ended = Your session has ended. What you typed is kept below; copy it and sign in again.
session-ended = Your session has ended
session-ended-text = Sign in again to go on with what you typed. Nothing is lost.
session-ended-again = What you typed is kept below; copy it and sign in again.
session-ended-files = The chosen pictures ({ $files }) were not sent. Choose them again after signing in.
session-continue = You are signed in
session-continue-text = This is what you were about to send. Press the button to go on.
session-continue-do = Go on with this
session-back = Back to the page (without sending this)
sign-in-wrong = The login or the password is wrong.
sign-in-limited = Too many wrong tries. Please wait until { $at }.
flash-signed-out = You are signed out.
flash-capacity-chosen = You now act in the chosen capacity.
command-session-choose-capacity = Capacity chosen
command-session-sign-in = Sign-in
command-session-sign-out = Sign-out
command-session-sign-out-everywhere = Sign-out everywhere
subject-login = login
subject-session = session
