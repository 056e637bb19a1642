# Posts made outside the system
outside-page = Posts made outside the system
outside-text = What was posted without this system, in the app of a service, by a relay of warnings or by another tool, is registered afterwards with its reason.
outside-register = Register one
outside-account = Account
outside-through = How it was posted
outside-app = In the service's own app or page
outside-relay = By a relay of warnings
outside-tool = By another tool
outside-other = Otherwise
outside-words = What it says
outside-reason = Why this system was not used
outside-do = Register
outside-registered = Registered posts
outside-none = There are none yet.
flash-outside-registered = The post is registered.
web-field-through = how it was posted
