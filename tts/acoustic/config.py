"""Shape of FastSpeech 2: every number that decides its weights."""

from __future__ import annotations

from dataclasses import dataclass

from frontend.phonemes import SYMBOLS


@dataclass(frozen=True)
class FastSpeech2Config:
    """Numbers that shape the networks.

    num_symbols, num_speakers    rows of the embeddings
    hidden_dim                   width of the encoder and of what the others get from it
    num_heads                    of its attention
    predictor_dim                width of the duration, pitch and energy predictors
    f0_dim, decoder_dim          width of the F0 predictor and the decoder
    num_..._blocks               blocks of each network
    ..._kernel_size              of its convolutions
    ..._expansion                inner width of a block as a multiple of the network's
    reduction_factor             frames that the decoder makes in a step
    activation                   of the blocks of F0 predictor and decoder, "gelu" or "relu"
    """

    num_symbols: int = len(SYMBOLS)
    num_speakers: int = 4
    hidden_dim: int = 192
    num_heads: int = 2
    num_encoder_blocks: int = 4
    encoder_kernel_size: int = 3
    encoder_expansion: int = 4
    predictor_dim: int = 192
    f0_dim: int = 128
    num_f0_blocks: int = 2
    decoder_dim: int = 256
    num_decoder_blocks: int = 6
    decoder_kernel_size: int = 7
    decoder_expansion: int = 3
    reduction_factor: int = 2
    dropout: float = 0.1
    activation: str = "gelu"
