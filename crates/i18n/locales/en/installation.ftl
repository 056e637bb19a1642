# The stop of all bodies

installation-page = Stop all bodies
installation-text = Stops the sending of every post of every body that uses this system. For whoever operates the system.
installation-do = Stop the sending of all bodies
installation-key = Operator’s key
installation-key-hint = as set on the server (--operator-key-file)
installation-key-wrong = That is not the operator’s key. Look at the settings of the server.
installation-stopped = Sending is stopped
installation-failed = The sending of this body could not be stopped. Put the file STOP beside each machine (operations, “stop”).
installation-end = Each body is ended by two of its own people.
