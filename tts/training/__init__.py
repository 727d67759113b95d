"""Training the acoustic model, and packaging what was trained; nothing that speaks imports this."""

from vocoders.optional_dependencies import require_for_command

require_for_command("train", "training")
