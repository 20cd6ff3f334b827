import os
import time
from pathlib import Path

from jobs.declaring import job, tell_progress

FOLDER = Path(os.environ.get("ALONE_FOLDER", "."))


@job("Write three lines")
def write_three_lines():
    """Write what is not written yet; wait in the middle for leave to go on."""
    with (FOLDER / "begun").open("a") as begun:
        begun.write(f"{os.getpid()}\n")
    for number in range(3):
        with (FOLDER / "lines").open("a+") as lines:
            lines.seek(0)
            if f"line {number}\n" not in lines.readlines():
                lines.write(f"line {number}\n")
        tell_progress(number + 1, 3)
        while number == 1 and not (FOLDER / "go-on").exists():
            time.sleep(0.02)
    (FOLDER / "finished").touch()
