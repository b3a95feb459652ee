"""A plugin for pytest, `-p ouropy.pytest_plugin`: a test that passes, but leaves a reference cycle that only the
collector would free, fails with the report as the message. `@pytest.mark.leaks` marks tests that may.
"""

import sys

import pytest

from ._report import Session


def pytest_addoption(parser):
    parser.getgroup("ouropy").addoption(
        "--allow-leaks", action="store_true", help="tests may leave reference cycles to the collector"
    )


def pytest_configure(config):
    config.addinivalue_line("markers", "leaks: the test may leave reference cycles to the collector")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    if item.config.getoption("--allow-leaks") or item.get_closest_marker("leaks"):
        return (yield)
    # What a failure of the test before has left; pytest lets go of it at the beginning of this one.
    for name in ("last_exc", "last_value", "last_traceback", "last_type"):
        vars(sys).pop(name, None)
    session = Session()
    try:
        result = yield
    finally:
        report = session.end()
    if report:
        pytest.fail(f"the test leaves garbage\n{report}", pytrace=False)
    return result
