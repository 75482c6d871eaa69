"""Runs a command and says, on the last lines of standard output, what processors' time it and all its descendants took, and the largest of
them: python cpu.py COMMAND …

Spark's processes outlive what starts them: they are adopted, and waited for.
"""
import ctypes, os, resource, subprocess, sys

PR_SET_CHILD_SUBREAPER = 36  # prctl(2): descendants whose parent ends become this process's children
if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
    sys.exit("cpu: this system does not let a process adopt its descendants (want Linux)")
code = subprocess.call(sys.argv[1:])
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"all_cpu_seconds {used.ru_utime + used.ru_stime:.1f}\nlargest_mb {used.ru_maxrss / 1024:.0f}", flush=True)
sys.exit(code)
