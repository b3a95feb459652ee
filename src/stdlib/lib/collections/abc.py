"""Abstract base classes of the containers."""

from _collections_abc import *
from _collections_abc import __all__, _CallableGenericAlias
