"""Whether this process could get at the ballot keys; said on every form, so it errs towards yes."""

import os
from pathlib import Path


def is_within_reach(folder: Path) -> bool:
    """Whether this process may read the folder, enter it, or give itself the right to.

    A folder that is not there yet says nothing, and counts as within reach. Entering is enough: a key's name
    can be guessed.
    """
    try:
        owner = folder.stat().st_uid
    except PermissionError:
        return False
    except FileNotFoundError:
        return True
    if os.geteuid() in (0, owner):
        return True
    return any(os.access(folder, right, effective_ids=True) for right in (os.R_OK, os.W_OK, os.X_OK))
