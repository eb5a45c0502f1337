"""usage.py REPORT COMMAND [ARGUMENT...]: runs a command and writes what it took to REPORT, as JSON.

The kernel's own account of the process and of all those that it waited for: the same for every language, and nothing has to
run inside the process that is measured.
"""

import json
import os
import sys
import time

report, command = sys.argv[1], sys.argv[2:]
start = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
unit = 1 if sys.platform == "darwin" else 1024
with open(report, "w") as file:
    json.dump(
        {
            "wallMs": wall * 1000,
            "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
            "peakBytes": usage.ru_maxrss * unit,
        },
        file,
    )
sys.exit(os.waitstatus_to_exitcode(status))
