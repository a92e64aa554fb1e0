"""Tells the stories on a running local cloud and prints what became of each."""

from pathlib import Path

from local.outputs import Outputs
from local.staff import sign_in
from local.stories import Ending, Player, Stage, stories


def player(outputs: Outputs, state_dir: Path) -> Player:
    """One who plays stories there, looking on as a clinician."""
    ca_file = str(state_dir / "payer-ca.pem")
    token = sign_in(outputs, "clinician")
    return Player(Stage(outputs.api_url, token, outputs.payer_simulator_url, ca_file))


def tell_stories(outputs: Outputs, state_dir: Path) -> bool:
    """Play every story and print the table; whether each ended as its file says."""
    print(_HEAD, flush=True)
    endings = []
    for ending in player(outputs, state_dir).play_all(stories()):
        print(_row(ending), flush=True)
        endings.append(ending)
    as_told = sum(not ending.differs for ending in endings)
    print(f"\n{as_told} of {len(endings)} stories ended as their files say.", flush=True)
    return as_told == len(endings)


_HEAD = f"\n{'':3}{'what became of it':<42}{'270s':>5}{'seconds':>9}  story"


def _row(ending: Ending) -> str:
    seen = ending.seen
    places = [seen.get("status"), seen.get("worklist"), seen.get("reason")]
    became = " · ".join(str(place) for place in places if place) or f"HTTP {seen['http']}"
    mark = "✗" if ending.differs else "✓"
    row = f"{mark:<3}{became:<42}{seen['asks']:>5}{ending.seconds:>9.1f}  {ending.story.title}"
    return "\n".join([row, *(f"     {difference}" for difference in ending.differs)])
