"""Training the acoustic model, and packaging what was trained; nothing that speaks imports this."""

from vocoders.extras import need_to_run

need_to_run("train", "training")
