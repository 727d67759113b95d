"""A module for speech-dispatcher, by which Orca and other screen readers of Linux speak.

It speaks the protocol of output modules on standard input and output (Speech Dispatcher's manual,
"Communication Protocol for Output Modules").
"""
