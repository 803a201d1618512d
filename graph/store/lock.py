"""Locks on open files that the system lifts when their holder dies, also by a kill."""

from __future__ import annotations

import sys
from typing import IO

if sys.platform == "win32":

    def locked(file: IO[bytes], *, shared: bool = False, wait: bool = False) -> bool:
        """Whether the file could be locked, for one holder alone; open files are not deleted here anyway."""
        import msvcrt

        if shared:
            return True
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def locked(file: IO[bytes], *, shared: bool = False, wait: bool = False) -> bool:
        """Whether the file could be locked, for one holder alone or shared with others, until it is closed.

        Where the file system knows no locks, as some of networks, it goes without.
        """
        import fcntl

        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(file.fileno(), kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True


__all__ = ["locked"]
