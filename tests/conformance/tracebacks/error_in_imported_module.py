print("importing")
import _broken_module
