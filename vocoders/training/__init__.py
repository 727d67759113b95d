"""Training vocoders; nothing that speaks imports this."""

from vocoders.optional_dependencies import need_to_run

need_to_run("train", "training")
