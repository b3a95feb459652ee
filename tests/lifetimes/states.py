"""States that a program brings the interpreter into, each with the statements that do so, written as in `kinds.py`: the
collector's settings, hooks, the end of a program, and helpers that hold frames.
"""

# The collector's settings, callbacks and reports, collections inside of collections.
SETTINGS = [
    "gc.freeze()", "gc.unfreeze()", "gc.freeze(); show(gc.collect()); gc.unfreeze()", "show(gc.get_freeze_count() > 0)",
    "gc.set_debug(gc.DEBUG_STATS)", "gc.set_debug(gc.DEBUG_SAVEALL)", "gc.set_debug(gc.DEBUG_LEAK)", "gc.set_debug(0)",
    "gc.set_debug(gc.DEBUG_COLLECTABLE | gc.DEBUG_SAVEALL)", "gc.set_debug(gc.DEBUG_UNCOLLECTABLE)",
    "gc.set_debug(gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE)", "show(gc.get_debug(), gc.isenabled(), gc.get_threshold())",
    "gc.callbacks.append(collecting)", "gc.callbacks.append(failing)", "gc.callbacks.append(nesting)",
    "gc.callbacks.insert(0, making)", "gc.callbacks.append(<func>)", "gc.callbacks.append(<any>)",
    "gc.callbacks.append(lambda phase, info: gc.callbacks.clear())",
    "gc.callbacks.append(lambda phase, info, kept=<list>: kept.append(info))",
    "gc.callbacks.append(lambda phase, info, held=<any>: grave.clear())", "gc.callbacks.clear()", "gc.callbacks.pop()",
    "gc.callbacks.remove(failing)", "<v:list> = gc.callbacks", "gc.callbacks.append(Bomber('<label>'))",
    "gc.garbage.append(<any>)", "gc.garbage.append(gc.garbage)", "del gc.garbage[:]", "<v:list> = gc.garbage",
    "show(names(gc.garbage[:20]))", "<v:any> = gc.garbage.pop()", "gc.collect(generation=<small>)", "gc.collect(-1)",
    "show(gc.collect())", "show(gc.collect(1))", "show(gc.collect(0))", "show(statistics())",
    "one<n> = Mortal('<label>')\none<n>.a = one<n>\ndel one<n>",
    "one<n> = Sweeper('<label>')\none<n>.a = [one<n>, <any>]\ndel one<n>",
    "one<n> = Lazarus('<label>')\none<n>.a = one<n>\ndel one<n>",
    "one<n> = Bomber('<label>', <any>)\none<n>.a = one<n>\ndel one<n>",
    "watched.append(weakref.ref(<inst>, lambda ref: show('nested', gc.collect())))",
    "watched.append(weakref.ref(<inst>, lambda ref: 1 // 0))",
    "watched.append(weakref.ref(<inst>, lambda ref, held=<any>: gc.freeze()))",
    "grave.clear()", "show(names(grave))", "show(fresh(2))", "show(fresh(0))", "<inst>.a = <inst>",
    "<list>.append(<list>)",
]

# What happens to exceptions that nobody can handle.
UNRAISABLE = [
    "sys.unraisablehook = unraisable", "sys.unraisablehook = grave.append", "sys.unraisablehook = lambda given: 1 // 0",
    "sys.unraisablehook = lambda given: grave.append(given.exc_value)",
    "sys.unraisablehook = lambda given: grave.append(given.exc_traceback)",
    "sys.unraisablehook = lambda given: grave.append(given.object)", "sys.unraisablehook = None",
    "sys.unraisablehook = lambda given, held=<any>: show('collected', gc.collect())", "del sys.unraisablehook",
    "sys.unraisablehook = Mortal('<label>')", "sys.unraisablehook = sys.__unraisablehook__",
    "sys.unraisablehook = lambda given: show(name(given.exc_value), count(given.exc_value), count(given.object))",
    "sys.unraisablehook = lambda given: show(names(gc.get_referents(given.exc_value)))",
    "sys.unraisablehook = lambda given: show(name(sys.exception()), name(given.exc_value.__context__))",
    "<v:inst> = Bomber('<label>')", "<v:inst> = Bomber('<label>', <any>)", "Bomber('<label>', <any>)",
    "<v:gen> = primed(stubborn(<any>))", "<v:gen> = primed(waiter(<any>))",
    "<v:gen> = primed(failing_end(<any>))", "primed(failing_end(<any>))", "<v:coro> = task(<any>)", "task(<any>)",
    "watched.append(weakref.ref(<inst>, lambda ref: 1 // 0))", "weakref.finalize(<inst>, lambda: 1 // 0)",
    "watched.append(weakref.ref(<inst>, lambda ref, held=<any>: held.missing))",
    "try:\n    raise <exc>\nexcept Exception: Bomber('<label>')",
    "try:\n    inner<n> = Bomber('<label>')\n    raise <exc>\nexcept Exception as caught<n>: del inner<n>",
    "def step_down<n>(held):\n    mine = Bomber('<label>')\n    raise ValueError(held)\nstep_down<n>(<any>)",
    "show(names(grave))", "grave.clear()", "<v:any> = grave.pop()", "<v:frame> = grave[-1].tb_frame",
    "<v:exc> = grave[-1].exc_value", "<v:any> = grave[-1].object", "grave[-1].__traceback__ = None",
    "@functools.partial(operator.setitem, PLANS, <inst>.label)\ndef plan<n>(self):\n    raise KeyError(self)",
    "one<n> = Bomber('<label>', <any>)\none<n>.a = one<n>\ndel one<n>", "show(gc.collect())", "<inst>.a = <inst>",
    "gc.callbacks.append(failing)", "gc.callbacks.clear()",
    "sys.excepthook = lambda *given: grave.append(given)", "sys.excepthook = lambda *given: 1 // 0",
]

# What is left when a program ends, and who looks at it then.
TEARDOWN = [
    "atexit.register(ending, <any>)", "atexit.register(lambda held=<any>: 1 // 0)", "atexit.register(gc.collect)",
    "atexit.register(atexit.register, ending, <any>)", "atexit.register(gc.disable)", "atexit.unregister(ending)",
    "atexit.register(gc.freeze)", "atexit._clear()", "atexit._run_exitfuncs()", "atexit.register(grave.append, <any>)",
    "atexit.register(sys.exit, 4)", "atexit.register(globals().clear)",
    "kept<n> = types.ModuleType('kept<n>')\nexec(MODULE, kept<n>.__dict__)\nsys.modules['kept<n>'] = kept<n>\n"
    "kept<n>.one = kept<n>.Inside('<label>', <any>)\ndel kept<n>",
    "kept<n> = types.ModuleType('kept<n>')\nexec(MODULE, kept<n>.__dict__)\n"
    "<v:inst> = kept<n>.Inside('<label>', <any>)\ndel kept<n>",
    "_kept<n> = types.ModuleType('kept<n>')\nexec(MODULE, _kept<n>.__dict__)\n"
    "_kept<n>._one = _kept<n>.Inside('<label>', _kept<n>)\n_kept<n>.two = _kept<n>.Inside('<label>', <any>)",
    "globals()['g<n>'] = <inst>", "globals()['_g<n>'] = <inst>", "globals()['__g<n>'] = <inst>",
    "Mortal.kept<n> = <any>",
    "globals()['g<n>'] = Teller('<label>')", "globals()['_g<n>'] = Teller('<label>')",
    "sys.kept<n> = Teller('<label>')", "__builtins__.kept<n> = Teller('<label>')",
    "functools.kept<n> = Teller('<label>')",
    "gc.garbage.append(Teller('<label>'))", "gc.callbacks.append(Teller('<label>'))",
    "sys.path.append(Teller('<label>'))",
    "sys.last_exc = thrown(<any>)", "sys.last_exc = thrown(Teller('<label>'))", "sys.last_value = <exc>",
    "sys.last_traceback = thrown(<any>).__traceback__", "sys.last_type = <any>", "__builtins__._ = Teller('<label>')",
    "sys.modules['held<n>'] = <any>", "sys.modules['held<n>'] = Teller('<label>')", "sys.modules['__main__'] = <any>",
    "del sys.modules['__main__']", "sys.modules['sys'] = None", "sys.modules['builtins'] = None",
    "sys.meta_path.append(Teller('<label>'))", "sys.flags_kept<n> = <any>", "sys.__stdout_kept<n>__ = <any>",
    "sys.displayhook = Teller('<label>')", "sys.excepthook = Teller('<label>')", "sys.unraisablehook = unraisable",
    "one<n> = Teller('<label>')\none<n>.a = one<n>\ndel one<n>", "<v:gen> = primed(waiter(Teller('<label>')))",
    "watched.append(weakref.ref(<inst>, gone))",
    "grave.append(weakref.ref(<inst>, lambda ref, held=<any>: show('late')))",
    "weakref.finalize(<inst>, show, 'finalized')", "weakref.finalize(<inst>, ending, <any>)", "gc.freeze()",
    "<inst>.a = <inst>", "<inst>.a = <any>", "show(gc.collect())", "gc.enable()", "gc.set_debug(gc.DEBUG_SAVEALL)",
    "<class>.one = Teller('<label>')", "closure.kept = Teller('<label>')", "<v:func> = closure(Teller('<label>'))",
]

# Functions that tools set to be told of what happens, and what they keep.
HOOKS = [
    "sys.settrace(tracer(<list>))", "sys.settrace(tracer(grave))", "sys.settrace(None)", "sys.setprofile(None)",
    "sys.setprofile(lambda frame, event, given: grave.append(given) if frame.f_code.co_name in ('deeper', "
    "'framed') else None)",
    "sys.setprofile(lambda frame, event, given, kept=<any>: None)", "sys.setprofile(Profiler(<any>))",
    "sys.settrace(Profiler(<any>))", "sys._getframe().f_trace = tracer(grave)", "<frame>.f_trace = tracer(<list>)",
    "<frame>.f_trace_lines = False", "<frame>.f_trace_opcodes = True", "del <frame>.f_trace",
    "sys.monitoring.use_tool_id(<small>, 'tool<n>')", "sys.monitoring.free_tool_id(<small>)",
    "sys.monitoring.set_events(<small>, sys.monitoring.events.PY_START | sys.monitoring.events.PY_RETURN)",
    "sys.monitoring.set_events(<small>, sys.monitoring.events.RAISE | sys.monitoring.events.PY_UNWIND)",
    "sys.monitoring.set_events(<small>, sys.monitoring.events.CALL)", "sys.monitoring.set_events(<small>, 0)",
    "sys.monitoring.register_callback(<small>, sys.monitoring.events.PY_RETURN, lambda code, at, given: "
    "grave.append(given) if code.co_name in TRACED else None)",
    "sys.monitoring.register_callback(<small>, sys.monitoring.events.PY_START, lambda code, at, held=<any>: None)",
    "sys.monitoring.register_callback(<small>, sys.monitoring.events.RAISE, lambda code, at, given: "
    "grave.append(given) if code.co_name in TRACED else None)",
    "sys.monitoring.register_callback(<small>, sys.monitoring.events.CALL, lambda code, at, func, first: "
    "grave.append(func) if code.co_name in TRACED else None)",
    "sys.monitoring.register_callback(<small>, sys.monitoring.events.PY_START, None)",
    "sys.monitoring.set_local_events(<small>, closure.__code__, sys.monitoring.events.LINE)",
    "sys.monitoring.register_callback(<small>, sys.monitoring.events.LINE, lambda code, line: show('line', line))",
    "<v:any> = sys.gettrace()", "<v:any> = sys.getprofile()", "sys.addaudithook_kept<n> = sys.gettrace()",
    "<v:exc> = thrown(<any>, 2)", "<v:frame> = framed(<any>)", "<v:any> = closure(<any>)()", "grave.clear()",
    "<v:gen> = primed(waiter(<any>))", "<gen>.close()", "next(<gen>)", "<v:gen> = keeper(<any>)",
    "show(names(grave[:9]))",
    "<v:exc> = chained(<any>)", "<v:coro> = primed(task(<any>))", "step(<coro>)", "show(gc.collect())", "del <any>",
]

# What traceback and inspect make of frames and exceptions.
INSPECTING = [
    "<v:any> = traceback.TracebackException.from_exception(<exc>, capture_locals=True)",
    "<v:any> = traceback.TracebackException.from_exception(<exc>)",
    "<v:list> = traceback.extract_tb(<exc>.__traceback__)",
    "traceback.clear_frames(<exc>.__traceback__)", "<v:list> = list(traceback.walk_tb(<exc>.__traceback__))",
    "<v:iter> = traceback.walk_tb(<exc>.__traceback__)", "<v:iter> = traceback.walk_stack(<frame>)",
    "<v:any> = traceback.StackSummary.extract(traceback.walk_stack(<frame>), capture_locals=True)",
    "show(traceback.format_exception(<exc>)[-1][:1])", "<v:any> = traceback.extract_stack(<frame>)",
    "show(len(traceback.format_exception_only(<exc>)) > 0)", "show(traceback.format_tb(<exc>.__traceback__) != [])",
    "try:\n    raise <exc>\nexcept Exception: show(traceback.format_exc()[:1])",
    "try:\n    deeper(<any>, 2)\nexcept Exception: <v:list> = inspect.trace()",
    "<v:frame> = inspect.currentframe()", "<v:list> = inspect.stack(0)", "<v:frame> = inspect.stack(0)[0].frame",
    "<v:list> = inspect.getouterframes(<frame>, 0)", "<v:list> = inspect.getinnerframes(<exc>.__traceback__, 0)",
    "show(inspect.getframeinfo(<frame>, 0).function)", "<v:tuple> = inspect.getargvalues(<frame>)",
    "<v:tuple> = inspect.getclosurevars(<func>)", "<v:any> = inspect.signature(<func>)",
    "<v:any> = inspect.signature(<func>).parameters", "show(inspect.getgeneratorstate(<gen>))",
    "<v:any> = inspect.signature(<func>).bind_partial(<any>)",
    "<v:any> = inspect.getgeneratorlocals(<gen>)", "show(inspect.getcoroutinestate(<coro>))",
    "<v:any> = inspect.getcoroutinelocals(<coro>)", "show(len(inspect.getmembers(<inst>)) > 0)",
    "<v:list> = inspect.getmembers(<class>)", "<v:any> = inspect.getattr_static(<inst>, 'a')",
    "<v:any> = inspect.unwrap(<func>)", "<v:tuple> = inspect.getmro(<class>)",
    "<v:list> = inspect.classify_class_attrs(<class>)", "<v:any> = inspect.getfullargspec(<func>)",
    "show(inspect.isgenerator(<gen>), inspect.isawaitable(<coro>), inspect.ismethod(<func>))",
    "<v:exc> = thrown(<any>, 2)", "<v:exc> = chained(<any>)", "<v:frame> = framed(<any>)", "del <any>",
    "sys.last_exc = <exc>", "<exc>.__traceback__ = None", "show(count(<frame>), count(<exc>))", "show(gc.collect())",
    "show(names(gc.get_referents(<frame>)))", "show(names(gc.get_referents(<exc>)))",
]
