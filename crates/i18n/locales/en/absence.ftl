# Absences

absences = Absence
absences-text = While you are away, pages that ask for a step show it and name the deputy.
absences-mine = Your absences
absences-none = No absence is entered.
absence-open = open
absence-now = away now
absence-new = When
absence-hint = Without times it runs from the beginning of the first day to the end of the last. Leave the end empty if it is not known.
absence-new-do = Enter the absence
absence-end = Record the return
absence-end-hint = Left empty, the return is now.
absence-end-do = Record the return

command-absence-start = Absence noted
command-absence-end = Absence ended
flash-absence-entered = The absence is entered.
flash-absence-ended = The return is recorded.
act-absences = entering the absence
subject-absence = Absence
