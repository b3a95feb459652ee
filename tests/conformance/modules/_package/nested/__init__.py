from .. import VALUE
