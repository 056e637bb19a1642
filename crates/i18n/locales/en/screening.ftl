# What stands in a text

screening-title = Reading a text
screening-hint = Shows which expressions and personal data stand in a text, and which clauses speak of them. The text is not stored.
screening-text = Text
screening-mode = Whose text is it?
screening-do = Read
screening-found = Read in the text: {$n}
screening-none = Nothing was found. That is no proof that nothing is wrong.
screening-proposes = These are proposals. What they mean is laid down in the regulation, and a named person decides.
screening-link = Reading a text

field-not-a-mode = Choose draft or comment.
screening-mode-draft = a draft of staff
screening-mode-comment = a comment of a resident
tier-certain = certain
tier-strong = strong
tier-possible = possible
tier-cue = a cue
