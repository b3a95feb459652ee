# Scheduling, waiting, users and groups: what does not depend on the rights of the process.
import copy
import os
import pickle


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, repr(result))


parameter = os.sched_param(3)
print(parameter, parameter.sched_priority, parameter[0], len(parameter), os.sched_param(sched_priority=2))
print(parameter.n_fields, parameter.__match_args__, parameter.__reduce__(), copy.copy(parameter) == parameter)
print(pickle.loads(pickle.dumps(parameter)), parameter.__replace__(sched_priority=4), os.sched_param("x"))
show("sched_param", os.sched_param)
show("sched_param", os.sched_param, 1, 2)
show("sched_param", os.sched_param, priority=1)
print(os.sched_getscheduler(0) == os.SCHED_OTHER, type(os.sched_getparam(0)).__name__, os.sched_getparam(0))
print(type(os.sched_rr_get_interval(0)))
show("setparam", os.sched_setparam, 0, os.sched_param(0))
show("setscheduler", os.sched_setscheduler, 0, os.SCHED_OTHER, os.sched_param(0))
for bad in 1, (0,), os.sched_param("x"), os.sched_param(2**40), os.sched_param(-2**40), os.sched_param(2**70):
    show("setparam", os.sched_setparam, 0, bad)
    show("setscheduler", os.sched_setscheduler, 0, os.SCHED_OTHER, bad)
show("setscheduler policy", os.sched_setscheduler, 0, 99, os.sched_param(0))
for name in "sched_getscheduler", "sched_getparam", "sched_rr_get_interval":
    for process in -1, 2**31 - 1, 2**31, "x", 1.5:
        show(name, getattr(os, name), process)

show("wait3", os.wait3, os.WNOHANG)
show("wait4", os.wait4, -1, 0)
show("wait4", os.wait4, pid=-1, options=1 << 20)
show("wait4", os.wait4, "x", 0)
show("waitid", os.waitid, os.P_ALL, 0, os.WEXITED)
show("waitid", os.waitid, os.P_ALL, 0, 0)
show("waitid", os.waitid, 99, 0, os.WEXITED)
show("waitid", os.waitid, os.P_ALL, 2**40, os.WEXITED)
print(os.waitid_result(range(5)), os.waitid_result.n_fields, os.waitid_result.__match_args__)
show("waitid_result", os.waitid_result, (1,))

show("setreuid", os.setreuid, -1, -1)
show("setregid", os.setregid, -1, -1)
for name in "setreuid", "setregid":
    for bad in "x", 1.5, -2, 2**40, 2**70, -2**70:
        show(name, getattr(os, name), bad, 0)
show("setgroups", os.setgroups, 5)
show("setgroups", os.setgroups, ["x"])
show("getgrouplist", os.getgrouplist, b"x", 1)
show("getgrouplist", os.getgrouplist, "a\0", 1)

show("setns", os.setns, -1)
show("setns", os.setns, "x")
show("setns", os.setns, 2**31 - 1, nstype="x")
show("setns", os.setns, 2**31 - 1)
show("unshare", os.unshare, 0)
show("unshare", os.unshare, "x")
show("unshare", os.unshare, 2**40)
