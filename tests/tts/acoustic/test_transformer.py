"""The encoder's block: rotary positions, the mask, the formula of attention."""

import torch

from tts.acoustic.transformer import Attention, EncoderBlock, apply_rotary


def test_rotary_positions_keep_lengths_and_give_relative_scores():
    torch.manual_seed(0)
    query, key = torch.randn(2, 1, 8, dtype=torch.float64).expand(2, 12, 8)
    rotated = apply_rotary(query)
    torch.testing.assert_close(rotated.norm(dim=-1), query.norm(dim=-1), atol=1e-6, rtol=0)
    torch.testing.assert_close(rotated[0], query[0])  # position 0 is not rotated
    scores = rotated @ apply_rotary(key).T
    torch.testing.assert_close(scores[2, 5], scores[7, 10], atol=1e-5, rtol=0)  # the same distance
    assert (scores[2, 5] - scores[2, 8]).abs() > 1e-3


def test_attention_is_the_weighted_mean_of_the_values():
    torch.manual_seed(0)
    attention = Attention(8, 2).double()
    hidden = torch.randn(1, 5, 8, dtype=torch.float64)
    query, key, value = attention.qkv_proj(hidden)[0].chunk(3, -1)
    mixed = []
    for head in (slice(0, 4), slice(4, 8)):
        scores = apply_rotary(query[:, head]) @ apply_rotary(key[:, head]).T / 2  # sqrt(4)
        mixed.append(scores.softmax(-1) @ value[:, head])
    expected = attention.out_proj(torch.cat(mixed, -1))
    torch.testing.assert_close(attention(hidden, None)[0], expected)


def test_what_is_masked_changes_nothing():
    torch.manual_seed(0)
    block = EncoderBlock(8, 2, 2, 3, 0.0).eval()
    hidden = torch.randn(1, 9, 8)
    other = hidden.clone()
    other[:, 6:] = torch.randn(1, 3, 8)
    mask = torch.arange(9)[None] < 6
    torch.testing.assert_close(block(hidden, mask)[:, :6], block(other, mask)[:, :6])
    torch.testing.assert_close(block(hidden, mask)[:, :6], block(hidden[:, :6], None))
    assert (block(hidden, None)[:, :6] - block(other, None)[:, :6]).abs().max() > 1e-3
