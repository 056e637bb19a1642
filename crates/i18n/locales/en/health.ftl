# Told by /health and by doctor

health-bad = Nothing can be saved: { $why }

health-full = no space is left on the disk; make room, and it goes on by itself
health-read-only = it can only be read
health-busy = other work holds it up
health-away = it does not answer, or the disk fails
