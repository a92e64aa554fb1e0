import pytest

from threshold.assessment.settings import LooserThanPublished, Settings


def test_the_defaults_are_the_published_figures():
    assert Settings() == Settings(
        licensed_states=frozenset(),
        required_instruments=("phq-9", "asq", "gad-7"),
        severe_phq9=20,
        high_phq9=15,
        candidate_from={"phq-9": 10, "gad-7": 10},
        impaired_difficulty=2,
    )


@pytest.mark.parametrize(
    "tighter",
    [
        {"severe_phq9": 19},
        {"high_phq9": 14},
        {"impaired_difficulty": 3},
        {"candidate_from": {"phq-9": 11}},
        {"required_instruments": ("phq-9", "asq", "gad-7", "audit-c")},
    ],
)
def test_a_program_may_tighten(tighter):
    assert Settings(**tighter) != Settings()


@pytest.mark.parametrize(
    ("setting", "looser"),
    [
        ("severe_phq9", 21),
        ("high_phq9", 16),
        ("impaired_difficulty", 1),
        ("candidate_from", {"phq-9": 9}),
        ("candidate_from", {"gad-7": 9}),
        ("candidate_from", {"asq": 1}),
        ("required_instruments", ("phq-9", "gad-7")),
        ("required_instruments", ()),
    ],
)
def test_a_program_may_not_loosen(setting, looser):
    with pytest.raises(LooserThanPublished, match=f"^{setting}"):
        Settings(**{setting: looser})
