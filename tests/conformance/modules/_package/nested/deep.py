from .. import VALUE as parent_value
from ..sub import NAME
from . import VALUE
