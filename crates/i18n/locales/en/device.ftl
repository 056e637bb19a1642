# Devices

devices = Devices
devices-text = Used where the regulation asks on which device something is done. Whether a device may be used, and whether it was lost, is decided by the records of the regulation.
devices-step-record = Where the regulation wants a record of the device, leave that record under the same number.
devices-step-code = Type the number below to make a code.
devices-step-type = Sign in on that device and type the code on the page in the menu at the top right.
devices-empty = No device is registered.
device-this = Register this device
device-new = Make a code
device-new-do = Make the code
device-number = Number of the device
device-number-hint = The number on the device, written as in the records of the regulation.
device-state = State
device-at = When
device-by = Registered by
device-waiting = Waiting (until)
device-expired = Code too old
device-enrolled = Registered
device-revoked = Taken off
device-revoke = Take it off
device-code-made = The code
device-code-text = Shown only now. It serves once, on that device, within 24 hours.
device-code = Code
device-code-hint = The code that the administrator gave you.
device-enrol-do = Register this device
device-is = This browser is registered as the device “{ $number }”.
device-is-none = This browser is not registered as any device.

field-bad-code = This code cannot be used: mistyped, used already, or too old.
flash-device-revoked = The device was taken off the register.
flash-device-enrolled = This device is registered.
command-device-issue = Code for a device made
command-device-enrol = Device registered
command-device-revoke = Device taken off the register
subject-device = Device
