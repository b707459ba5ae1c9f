"""Replays real surveys against the running application: `python -m bench.replay FOLDER` or `--all`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.databases import KINDS as DATABASES
from bench.databases import NoPostgres
from bench.processes import end_on_signals
from bench.replay.comparison import Errors
from bench.replay.convert import obstacles
from bench.replay.dataset import Claim, Dataset, DatasetProblem, read
from bench.replay.drive import Outcome, replay
from bench.server import ROOT, ServerProblem
from forms_app.domain.fields import KINDS

GOOD, BAD, INTERRUPTED = 0, 1, 130
CLAIMS_SHOWN = 12  # of the publisher's figures


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay what was asked for; 0 when every figure agrees."""
    options = _options(arguments)
    end_on_signals()
    try:
        if options.all:
            return _replay_all(options.database)
        return _replay_folder(options.folder, options.database, may_wait=False)
    except KeyboardInterrupt:
        print("Stopped; every process that was started has been ended.")
        return INTERRUPTED


def surveys_folder() -> Path:
    """Where the surveys lie: below FORMS_SHARED_DATA, else beside the repository."""
    shared = os.environ.get("FORMS_SHARED_DATA")
    return (Path(shared) if shared else ROOT.parent / "shared" / "data") / "surveys"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", nargs="?", type=Path, help="a folder with form.json, responses.jsonl and oracle.json")
    what.add_argument("--all", action="store_true", help="every folder of surveys")
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    return parser.parse_args(arguments)


def _replay_all(database: str) -> int:
    folders = sorted(path.parent for path in surveys_folder().glob("*/form.json"))
    if not folders:
        print(f"Nothing was replayed: no surveys in {surveys_folder()} (FORMS_SHARED_DATA is the folder above).")
        return BAD if os.environ.get("FORMS_TEST_ALL") == "1" else GOOD
    return max(_replay_folder(folder, database, may_wait=True) for folder in folders)


def _replay_folder(folder: Path, database: str, *, may_wait: bool) -> int:
    """Replay one survey; may_wait lets a survey pass that needs what the application does not have yet."""
    try:
        dataset = read(folder)
        if missing := obstacles(dataset, KINDS):
            print(f"{dataset.name} waits for {'; '.join(missing)}.")
            return GOOD if may_wait else BAD
        outcome = replay(dataset, database=database)
    except (DatasetProblem, ServerProblem, NoPostgres) as problem:
        print(f"{folder.name}: {problem}")
        return BAD
    print("\n".join(_lines(dataset, outcome, database)))
    return BAD if outcome.comparison.disagreements else GOOD


def _lines(dataset: Dataset, outcome: Outcome, database: str) -> list[str]:
    compared = outcome.comparison
    return [
        f"{dataset.name} on {database}",
        f"  ballots sent      {outcome.sent} in {outcome.seconds:.1f} s, each opened and sent by a visitor",
        f"  along the way     released {outcome.release_seconds:.1f} s after closing; "
        f"connections opened again: {outcome.reopened}; refused after opening: {outcome.refused_first}",
        f"  figures compared  {compared.figures}, disagreements: {len(compared.disagreements)}",
        f"  error             {_errors(compared.whole)}",
        f"  error in groups   {_errors(compared.groups)}",
        *[f"  withheld          {table}" for table in compared.withheld],
        *[f"  for all alone     {', '.join(compared.not_split)}"] * bool(compared.not_split),
        *[f"  cross-tabs over no breakdown {', '.join(compared.skipped)}"] * bool(compared.skipped),
        *_claim_lines(dataset.claims),
        *[f"  NOT AS IT MUST BE {sentence}" for sentence in compared.disagreements],
    ]


def _errors(errors: Errors) -> str:
    return f"in people {_spread(errors.people)}; in points {_spread(errors.points)}"


def _spread(errors: Sequence[float]) -> str:
    if not errors:
        return "nothing printed"
    return f"mean {sum(errors) / len(errors):.2f}, largest {max(errors):.2f}"


def _claim_lines(claims: Sequence[Claim]) -> list[str]:
    """The publisher's own figures, for information: they were drawn from exact counts."""
    shown = [
        f"  published         {claim.text}: {claim.published}, exactly {claim.computed}"
        for claim in claims[:CLAIMS_SHOWN]
    ]
    rest = claims[CLAIMS_SHOWN:]
    agreeing = sum(claim.matches for claim in rest)
    return shown + [f"  published         and {len(rest)} more, {agreeing} of them as computed"] * bool(rest)


if __name__ == "__main__":
    sys.exit(main())
