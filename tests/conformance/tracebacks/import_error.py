def f():
    import no_such_module_at_all.sub


f()
