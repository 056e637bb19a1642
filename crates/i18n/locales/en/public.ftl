# The page for residents, in plain words

public-title = Official accounts
public-updated = This list was made:
public-intro = These are our official social media accounts. Be careful with any other account, even if its name or picture looks the same.
public-find = How to look: search this page for the account name (ID).
public-ours = Official accounts
public-ours-none = There is no official account at the moment.
public-ended = Accounts that ended
public-ended-on = Ended on
public-successor = What follows it
public-no-url = not registered yet
public-not-checked = not looked at yet
public-answers = “Is it genuine?” Four answers
public-a1 = 1. It is ours
public-a1-text = It is in the list above and its state is “In use”.
public-a2 = 2. It was ours and has ended
public-a2-text = We do not use it any more. If something new appears there, please tell us.
public-a3 = 3. We confirmed that it is not ours
public-a3-text = Accounts that we know to be fake are named here. There is nothing to name now.
public-a4 = 4. It is not on the list
public-a4-text = We cannot say that it is ours, but it is not necessarily fake. If you are unsure, please telephone. Never give anybody money or card numbers.
public-contact = Questions, or something looks wrong:
public-posts = News
public-atom = Updates (Atom)
public-json = Updates (JSON)
public-checkpoint = Checkpoint of the operations record
public-checkpoint-text = With this value anybody can check that the record was not rewritten afterwards.

web-public-of = Official accounts of { $name }
web-public-page = See the list for residents
public-corrected = This post has been corrected.
public-corrected-see = See the correction
public-corrects = This post is a correction.
public-corrects-see = See the post that it corrects
