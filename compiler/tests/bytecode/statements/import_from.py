from a import b, c as d
from . import e
from ..f.g import h
from i import *
