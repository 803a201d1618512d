"""Locks on open files; the system releases them when the process ends, even if it is killed."""

from __future__ import annotations

import sys
from typing import IO

if sys.platform == "win32":

    def locked(file: IO[bytes], *, shared: bool = False, wait: bool = False) -> bool:
        """Lock the file exclusively; gives whether that succeeded. Windows never deletes open files."""
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
        """Lock the file, exclusively or shared, until it is closed; gives whether that succeeded.

        If the file system does not support locks, as some network file systems, it succeeds without one.
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
