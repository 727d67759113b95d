import pytest

from tts.cli.main import build_parser


def test_defaults_need_no_option():
    args = build_parser().parse_args(["train", "recordings"])
    assert args.until == "evaluate" and args.minutes is None and args.workers == 2
    assert build_parser().parse_args(["voices"]).action == "list"
    assert build_parser().parse_args(["prompts", "x.txt"]).minutes == 60


@pytest.mark.parametrize(
    "line",
    [
        ["voices", "steal"],
        ["train"],
        ["check", "x", "--workers", "0"],
        ["prompts", "x", "--minutes", "y"],
    ],
)
def test_wrong_lines_end_with_code_2(line):
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(line)
    assert ended.value.code == 2
