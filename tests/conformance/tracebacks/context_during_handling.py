def first():
    return {}["missing"]


def second():
    try:
        first()
    except KeyError as e:
        e.args[0].no_such_attribute


second()
